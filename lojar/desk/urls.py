"""Every address of the desk: pages in the officer's language, one resource per verb."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, register_converter

from .views import (
    answers,
    application,
    catalogue,
    conversation,
    decisions,
    exports,
    language,
    line,
    looks,
    notes,
    office,
    officers,
    papers,
    photo_quality,
    photos,
    pick_up,
    promises,
    results,
    rooms,
    sayings,
    schedule,
    schedule_session,
    search,
    shifts,
    talks,
    texts,
    trouble,
    worklist,
)


class SeenAs:
    """The ways a photo can be looked at."""

    regex = "display|straight|thumb|original"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SeenAs, "seen_as")

Addresses = list[URLPattern | URLResolver]

case: Addresses = [
    path("", application.show, name="application"),
    path("claim", application.claim, name="claim"),
    path("take-over", application.take_over, name="take_over"),
    path("release", application.release, name="release"),
    path("papers/<str:key>/acceptance", papers.accept, name="paper_accept"),
    path("papers/<str:key>/return", papers.give_back, name="paper_give_back"),
    path("papers/<str:key>/second-look", papers.look_again, name="paper_look_again"),
    path("correction-request", decisions.ask_for_correction, name="correction"),
    path("acceptance", decisions.accept, name="accept"),
    path("rejection", decisions.reject, name="reject"),
    path("result", results.register, name="result"),
    path("ready", results.mark_ready, name="ready"),
    path("hand-over", results.hand_over, name="hand_over"),
    path("pdf-question", results.reopen_question, name="reopen_question"),
    path("conversation", conversation.show, name="conversation"),
    path("reply", conversation.reply, name="reply"),
    path("hand-back", conversation.hand_back, name="hand_back"),
    path("later", conversation.later, name="later"),
    path("not-later", conversation.not_later, name="not_later"),
    path("notes", notes.write, name="note"),
    path("dilihat/", looks.of_case, name="application_looks"),
]

desk: Addresses = [
    path("", worklist.show, name="worklist"),
    path("next", worklist.take_next, name="next"),
    path("cari/", search.show, name="search"),
    path("berkas/<str:number>/", include(case)),
    path("foto/<int:page>/<seen_as:seen_as>", photos.show, name="photo"),
    path("suara/<int:voice>", photos.hear, name="voice"),
    path("percakapan/", talks.show, name="talks"),
    path("percakapan/<int:contact>/", talks.one, name="talks_one"),
    path("percakapan/<int:contact>/lines", talks.lines, name="talks_lines"),
    path("percakapan/<int:contact>/reply", talks.reply, name="talks_reply"),
    path("percakapan/<int:contact>/hand-back", talks.hand_back, name="talks_hand_back"),
    path("percakapan/<int:contact>/later", talks.later, name="talks_later"),
    path("percakapan/<int:contact>/not-later", talks.not_later, name="talks_not_later"),
    path("percakapan/<int:contact>/confirmation", talks.confirm, name="talks_confirmation"),
    path("serah-terima/", pick_up.show, name="pick_up"),
    path("janji/", promises.show, name="promises"),
    path("janji/harian/", promises.mornings, name="promises_mornings"),
    path("ekspor/", exports.show, name="promises_exports"),
    path("ekspor/<str:form>", exports.take, name="export"),
    path("gangguan/", trouble.show, name="trouble"),
    path("gangguan/pesan/<int:message>/again", trouble.send_again, name="trouble_send_again"),
    path("gangguan/pesan/<int:message>/phone-call", trouble.phoned, name="trouble_phoned"),
    path("gangguan/tertahan/<int:contact>/notice", trouble.tell, name="trouble_tell"),
    path("gangguan/peringatan/<int:alarm>/resolution", trouble.resolve_alarm, name="alarm_resolved"),
    path("saluran/", line.show, name="line"),
    path("saluran/banner", line.banner, name="line_banner"),
    path("saluran/prices", line.change_prices, name="line_prices"),
    path("layanan/", catalogue.show, name="catalogue"),
    path("layanan/<str:code>/", catalogue.service, name="catalogue_service"),
    path("layanan/<str:code>/override", catalogue.override, name="catalogue_override"),
    path("pesan/", texts.show, name="catalogue_texts"),
    path("pesan/<str:event>/", texts.change, name="catalogue_text"),
    path("jawaban/", answers.show, name="catalogue_answers"),
    path("jawaban/baru/", answers.new, name="catalogue_answer_new"),
    path("jawaban/<str:code>/", answers.one, name="catalogue_answer"),
    path("jawaban/<str:code>/words", answers.word, name="catalogue_answer_words"),
    path("jawaban/<str:code>/setting-aside", answers.lay_aside, name="catalogue_answer_aside"),
    path("jawaban/<str:code>/offer", answers.offer_again, name="catalogue_answer_again"),
    path("jawaban/<str:code>/restoration", answers.restore, name="catalogue_answer_restore"),
    path("mutu-foto/", photo_quality.show, name="photo_quality"),
    path("mutu-foto/daftar.csv", photo_quality.export, name="photo_quality_export"),
    path("kata/", sayings.show, name="catalogue_sayings"),
    path("kata/<int:saying>/", sayings.consider, name="catalogue_saying"),
    path("kata/<int:saying>/meaning", sayings.teach, name="catalogue_saying_teach"),
    path("kata/<int:saying>/dismissal", sayings.let_go, name="catalogue_saying_let_go"),
    path("kantor/", office.show, name="office"),
    path("kantor/facts", office.change_facts, name="office_facts"),
    path("kantor/hours", office.change_hours, name="office_hours"),
    path("kantor/closures", office.add_closure, name="office_closures"),
    path("kantor/closures/<str:on>/removal", office.take_back_closure, name="office_closure_removal"),
    path("jadwal/", schedule.show, name="schedule"),
    path("jadwal/sessions", schedule.plan, name="schedule_plan"),
    path("jadwal/protocol", schedule.protocol, name="schedule_protocol"),
    path("jadwal/sesi/<int:session>/", schedule_session.show, name="schedule_session"),
    path("jadwal/sesi/<int:session>/end", schedule_session.shorten, name="schedule_session_end"),
    path("jadwal/sesi/<int:session>/admission", schedule_session.admit, name="schedule_session_admission"),
    path("jadwal/kunjungan/<int:visit>/move", schedule.move, name="schedule_move"),
    path("jadwal/kunjungan/<int:visit>/cancellation", schedule.cancel, name="schedule_cancellation"),
    path("ruang/", rooms.show, name="rooms"),
    path("ruang/new", rooms.add, name="rooms_add"),
    path("ruang/<int:room>/", rooms.one, name="room"),
    path("ruang/<int:room>/plan", rooms.change, name="room_plan"),
    path("ruang/<int:room>/removal", rooms.remove, name="room_removal"),
    path("petugas/", officers.show, name="officers"),
    path("petugas/new", officers.add, name="officers_add"),
    path("petugas/<int:officer>/role", officers.change_role, name="officers_role"),
    path("petugas/<int:officer>/password", officers.give_password, name="officers_password"),
    path("petugas/<int:officer>/departure", officers.let_go, name="officers_departure"),
    path("petugas/jadwal/", shifts.show, name="officers_shifts"),
    path("petugas/jadwal/new", shifts.add, name="officers_shifts_add"),
    path("petugas/jadwal/copy", shifts.copy, name="officers_shifts_copy"),
    path("petugas/jadwal/<int:shift>/removal", shifts.drop, name="officers_shift_removal"),
    path("petugas/dilihat/", looks.of_team, name="officers_looks"),
    path("petugas/<int:officer>/dilihat/", looks.of_officer, name="officers_looks_of"),
    path("bahasa", language.choose, name="language"),
]

# allauth finds its own pages by these names; what is not here (signing up, resetting by mail) does not exist.
urlpatterns: Addresses = [
    path("", include((desk, "desk"))),
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("sandi/baru/", account.password_set, name="account_set_password"),
    path("keamanan/", include("allauth.mfa.urls")),
]

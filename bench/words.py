"""How well messages are understood: cross-validated, on what was held out, numbers and dates, milliseconds, memory.

    python -m bench.words [--folds 5] [--each 230] [--quick]

Every line of `lojar/intake/words` is left out once, together with all sentences drawn from it, and is judged by a model
that never saw it. Nobody ever learns from `lojar/intake/words/held_out`. `--quick` skips the folds.
"""

import argparse
import subprocess
import sys
import time
from datetime import date

from lojar.intake import lessons
from lojar.intake.measuring import FOLDS, REPEATED, Figures, folds, held_out, measured
from lojar.intake.understand import understand
from lojar.intake.understand.learning import calibrated, teach
from lojar.intake.understand.mentions import mentioned
from lojar.intake.understand.model import Model
from lojar.intake.wordlist import own_places, own_words, words_with

from .made_up_mentions import made_up

TODAY = date(2026, 11, 25)
MEASURED = 4000  # messages for the milliseconds


def main(argv: list[str] | None = None) -> None:
    asked = _asked(argv)
    if not asked.quick:
        _cross_validated(asked.folds, asked.each)
    print(f"held out      {measured(held_out(), own_words())}")
    _numbers_and_dates()
    _speed()
    _memory()


def _asked(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.words")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--each", type=int, default=lessons.EACH, help="sentences drawn for each meaning")
    parser.add_argument("--quick", action="store_true", help="without the folds, which take minutes")
    return parser.parse_args(argv)


def _cross_validated(count: int, each: int) -> None:
    """Each fold learns from the others; heat is found on the fold after it, so that no figure knows its own answers."""
    drawn = [*lessons.drawn(each), *lessons.named(), *lessons.heard()]
    found: dict[str, list[Figures]] = {"messages written by people": [], "sentences drawn from lines": []}
    heats = []
    for learnt, left in folds(drawn, count):
        model = calibrated(_taught(learnt), lessons.lessons(left[::2]))
        heats.append(model.heat)
        words = words_with(model)
        heard = {(told.text, told.meaning) for told in lessons.heard()}
        rows = [(told.text, told.meaning) for told in left]
        found["messages written by people"].append(measured([r for r in rows if r in heard], words))
        found["sentences drawn from lines"].append(measured([r for r in rows if r not in heard], words))
    for name, figures in found.items():
        print(f"{count} folds      {name}: {_together(figures)}")
    print(f"              heat {sum(heats) / len(heats):.2f}")


def _taught(told: list[lessons.Told]) -> Model:
    heard = {each.text for each in lessons.heard()}
    repeated = [each for each in told for _ in range(REPEATED if each.text in heard else 1)]
    return teach(lessons.lessons(repeated))


def _together(figures: list[Figures]) -> Figures:
    count = sum(each.count for each in figures)
    right, offered, misled = (
        sum(getattr(each, name) * each.count for each in figures) / count
        for name in ("right", "offered", "misled")
    )
    return Figures(count, right, offered, misled)


def _numbers_and_dates() -> None:
    for kind, cases in made_up(TODAY).items():
        wrong = []
        for text, wanted in cases:
            numbers = {"nik", "kk", "number"}
            told = mentioned(text, TODAY, own_places())
            got = [m.value for m in told if (m.kind == "date" if kind == "dates" else m.kind in numbers)]
            if got != wanted:
                wrong.append((text, wanted, got))
        print(f"{kind:13} {len(cases)} messages: exact {1 - len(wrong) / len(cases):.2%}")
        for each in wrong[:3]:
            print("              ", *each)


def _speed() -> None:
    words = own_words()
    told = [each.text for each in lessons.drawn(60)][:MEASURED]
    for text in told[:50]:
        understand(text, words)
    begun = time.process_time()
    for text in told:
        understand(text, words)
        mentioned(text, TODAY)
    took = (time.process_time() - begun) / len(told) * 1000
    print(f"speed         {took:.2f} ms a message on one core, {len(told)} messages")


def _memory() -> None:
    """What a process takes that does nothing but understand, against an empty one."""
    understanding = (
        "; from lojar.intake.wordlist import own_words; from lojar.intake.understand import understand;"
        " understand('ktp hilang', own_words())"
    )
    empty, full = (_megabytes(more) for more in ("", understanding))
    print(f"memory        {full} MB, of which Python alone {empty} MB")


def _megabytes(more: str) -> int:
    """The most that a new process held at once; what `getrusage` says is partly its parent's."""
    peak = "next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]"
    code = f"import sys{more}; print(int({peak}) // 1024)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(ran.stdout)


if __name__ == "__main__":
    main()

"""A whole catalogue in thirty lines, to break one line of at a time."""

from pathlib import Path

T = '{id: "Ya", en: "Yes"}'
SERVICES = f"""\
group: {{code: satu, position: 1, name: {T}, description: {T}}}
services:
- code: ktp-hilang
  name: {T}
  short: {T}
  description: {T}
  remote: full
  questions:
    - key: sebab
      text: {T}
      choices:
        - {{key: rusak, label: {T}}}
        - {{key: hilang, label: {T}, requires: [surat]}}
  requirements:
    - {{key: surat, doc: ktp, required: conditional, when: {T}}}
  fields: [alasan]
  promise: {{norm: sehari}}
  outputs:
    - {{name: {T}, delivery: card}}
  sources: [GK]
  confidence: high
- code: ktp-rusak
  same_as: ktp-hilang
"""
FILES = {
    "services/satu.yaml": SERVICES,
    "sources.yaml": 'sources:\n  GK: {what: "general knowledge"}\n',
    "forms.yaml": f"forms:\n  F-1.02: {{name: {T}, confidence: high, sources: [GK]}}\n",
    "principles.yaml": f"""\
principles:
  - {{code: gratis, text: {T}, sources: [GK], confidence: high}}
norms:
  - {{code: sehari, amount: 1, unit: working_days, promise: {T}, text: {T}, sources: [GK], confidence: high}}
""",
    "urgent.yaml": f"urgent:\n  - {{code: sakit, label: {T}, description: {T}, sources: [GK], confidence: high}}\n",
    "documents.yaml": f"""\
every_paper:
  - {{code: buram, label: {T}, sentence: {T}}}
documents:
  ktp: {{label: {T}, short: {T}, hint: {T}}}
""",
    "fields.yaml": f"""\
common: {{before: [nik_pelapor], after: [ambil]}}
fields:
  nik_pelapor: {{kind: nik, label: {T}, question: {T}}}
  alasan: {{kind: text, label: {T}, question: {T}}}
  ambil:
    kind: choice
    label: {T}
    question: {T}
    choices: [{{key: kantor, label: {T}}}]
relations: {{}}
bundles: {{}}
groups: {{}}
receive:
  card: {{choices: [kantor]}}
""",
    "packages.yaml": "packages: []\n",
    "words.yaml": "words:\n  ktp-hilang: [ktp ilang]\n",
}


def write(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """The small catalogue, with one place of one file changed."""
    (folder / "services").mkdir()
    for name, text in FILES.items():
        assert name != file or old in text, f"{old!r} is not in {name}"
        changed = text.replace(old, new, 1) if name == file else text
        (folder / name).write_text(changed, encoding="utf-8")
    return folder

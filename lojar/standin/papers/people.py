"""Two families who do not exist: district 351099 is not given to anybody, and no number here rings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    name: str
    nik: str
    sex: str
    born_at: str
    born_on: str
    job: str
    religion: str
    married: bool = True
    hair: str = "#1d1a18"


@dataclass(frozen=True)
class Family:
    key: str
    label: str
    story: str
    kk_number: str
    kk_date: str
    head: Person
    spouse: Person
    child: Person
    baby_name: str
    baby_sex: str
    baby_born: str
    baby_time: str
    dead_name: str
    dead_nik: str
    dead_on: str
    married_on: str
    street: str
    rt_rw: str
    village: str
    district: str
    postcode: str

    @property
    def members(self) -> tuple[Person, ...]:
        return (self.head, self.spouse, self.child)


WIRASENA = Family(
    key="wirasena",
    label="Keluarga Wirasena",
    story="Bayi baru lahir: akta kelahiran, KK, KIA",
    kk_number="3510991206210007",
    kk_date="12-06-2021",
    head=Person(
        "DANAR WIRASENA",
        "3510991403930003",
        "LAKI-LAKI",
        "BANYUWANGI",
        "14-03-1993",
        "KARYAWAN SWASTA",
        "ISLAM",
    ),
    spouse=Person(
        "LINTANG PRAMESWARI",
        "3510996208950005",
        "PEREMPUAN",
        "JEMBER",
        "22-08-1995",
        "GURU",
        "ISLAM",
        hair="#2b211c",
    ),
    child=Person(
        "BAGASKARA WIRASENA",
        "3510990905220002",
        "LAKI-LAKI",
        "BANYUWANGI",
        "09-05-2022",
        "BELUM BEKERJA",
        "ISLAM",
        married=False,
    ),
    baby_name="ARUNIKA WIRASENA",
    baby_sex="PEREMPUAN",
    baby_born="2 November 2026",
    baby_time="04.35 WIB",
    dead_name="WIRYO SASTRAWIRA",
    dead_nik="3510990101410001",
    dead_on="28 Oktober 2026",
    married_on="10 April 2021",
    street="JL. KENANGA CONTOH NO. 12",
    rt_rw="003/005",
    village="KEPATIHAN",
    district="BANYUWANGI",
    postcode="68415",
)

HADIPURO = Family(
    key="hadipuro",
    label="Keluarga Hadipuro",
    story="KTP hilang, dan surat-surat lain",
    kk_number="3510990302160012",
    kk_date="03-02-2016",
    head=Person(
        "SUKMO HADIPURO",
        "3510990511580001",
        "LAKI-LAKI",
        "BANYUWANGI",
        "05-11-1958",
        "PETANI",
        "ISLAM",
        hair="#8a8783",
    ),
    spouse=Person(
        "MARTINAH KENCANA",
        "3510995701630002",
        "PEREMPUAN",
        "LUMAJANG",
        "17-01-1963",
        "PEDAGANG",
        "ISLAM",
        hair="#6d6763",
    ),
    child=Person(
        "GALIH HADIPURO",
        "3510993006940004",
        "LAKI-LAKI",
        "BANYUWANGI",
        "30-06-1994",
        "NELAYAN",
        "ISLAM",
        married=False,
    ),
    baby_name="SEKAR HADIPURO",
    baby_sex="PEREMPUAN",
    baby_born="17 Oktober 2026",
    baby_time="21.10 WIB",
    dead_name="KARTO HADIPURO",
    dead_nik="3510991508350001",
    dead_on="3 November 2026",
    married_on="21 Mei 1988",
    street="DUSUN KRAJAN CONTOH",
    rt_rw="001/002",
    village="ROGOJAMPI",
    district="ROGOJAMPI",
    postcode="68462",
)

FAMILIES = {family.key: family for family in (WIRASENA, HADIPURO)}

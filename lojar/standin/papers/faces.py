"""Portraits of nobody: flat shapes, enough to be seen as a face, too plain to be anyone's."""

from PIL import Image, ImageDraw

from .people import Person

SKIN, SHADE, SHIRT, SCARF = "#c99a76", "#b5845f", "#eef0f4", "#5d6f8f"


def portrait(person: Person, width: int, height: int, background: str) -> Image.Image:
    image = Image.new("RGB", (width * 2, height * 2), background)
    pen = ImageDraw.Draw(image)
    w, h = image.size
    _shoulders(pen, w, h, "#3d4a63" if person.sex == "LAKI-LAKI" else "#7a4560")
    if person.sex == "PEREMPUAN":
        pen.ellipse((w * 0.2, h * 0.1, w * 0.8, h * 0.82), fill=SCARF)
        _face(pen, w, h, top=0.2)
    else:
        pen.ellipse((w * 0.26, h * 0.1, w * 0.74, h * 0.58), fill=person.hair)
        _face(pen, w, h, top=0.2)
        pen.chord((w * 0.28, h * 0.12, w * 0.72, h * 0.47), 196, 344, fill=person.hair)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def holding_card(person: Person, card: Image.Image) -> Image.Image:
    """A selfie with the KTP beside the chin."""
    image = portrait(person, 1200, 1600, "#cfd8d3")
    small = card.resize((620, round(620 * card.height / card.width)), Image.Resampling.LANCZOS)
    image.paste(small, (560, 1060))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((1040, 1180, 1230, 1290), 40, fill=SKIN)
    pen.rounded_rectangle((1060, 1300, 1230, 1400), 40, fill=SHADE)
    return image


def _shoulders(pen: ImageDraw.ImageDraw, w: int, h: int, cloth: str) -> None:
    pen.rounded_rectangle((w * 0.06, h * 0.74, w * 0.94, h * 1.3), round(w * 0.22), fill=cloth)
    pen.polygon([(w * 0.36, h * 0.74), (w * 0.64, h * 0.74), (w * 0.5, h * 0.92)], fill=SHIRT)
    pen.rectangle((w * 0.41, h * 0.6, w * 0.59, h * 0.8), fill=SHADE)


def _face(pen: ImageDraw.ImageDraw, w: int, h: int, *, top: float) -> None:
    pen.ellipse((w * 0.3, h * top, w * 0.7, h * 0.68), fill=SKIN)
    for x in (0.41, 0.59):
        pen.ellipse((w * (x - 0.035), h * 0.42, w * (x + 0.035), h * 0.455), fill="#f6f1ea")
        pen.ellipse((w * (x - 0.017), h * 0.421, w * (x + 0.017), h * 0.453), fill="#2a1d16")
        pen.line((w * (x - 0.05), h * 0.395, w * (x + 0.05), h * 0.39), fill="#2a1d16", width=max(2, w // 90))
    pen.polygon([(w * 0.5, h * 0.45), (w * 0.47, h * 0.53), (w * 0.53, h * 0.53)], fill=SHADE)
    pen.arc((w * 0.43, h * 0.53, w * 0.57, h * 0.6), 20, 160, fill="#8c4a3c", width=max(3, w // 80))

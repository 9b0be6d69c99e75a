"""Photos of papers, made here: a sheet drawn with Pillow's own font, laid on a table, seen from somewhere."""

import io

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

NIK = "3510991201900001"
ROWS = (
    ("Nama", "SATRIA UJI"), ("Tempat/Tgl Lahir", "BANYUWANGI, 12-01-1990"), ("Jenis Kelamin", "LAKI-LAKI"),
    ("Alamat", "JL. MELATI NO. 3"), ("RT/RW", "001/002"), ("Kel/Desa", "SUKAMAJU"), ("Kecamatan", "WONOSARI"),
    ("Agama", "ISLAM"), ("Status Perkawinan", "KAWIN"), ("Pekerjaan", "GURU"), ("Kewarganegaraan", "WNI"),
    ("Berlaku Hingga", "SEUMUR HIDUP"),
)  # fmt: skip
PLACED = np.array([[260, 250], [1340, 300], [1310, 980], [240, 930]], np.float32)


def card() -> Image.Image:
    image = Image.new("RGB", (1080, 680), (178, 208, 226))
    draw = ImageDraw.Draw(image)
    draw.text((300, 24), "PROVINSI JAWA TIMUR", font=font(40), fill=(10, 10, 20))
    draw.text((280, 76), "KABUPATEN BANYUWANGI", font=font(38), fill=(10, 10, 20))
    draw.text((40, 140), f"NIK    : {NIK}", font=font(50), fill=(10, 10, 20))
    for number, (label, value) in enumerate(ROWS):
        draw.text((40, 215 + 36 * number), label, font=font(28), fill=(10, 10, 20))
        draw.text((300, 215 + 36 * number), f": {value}", font=font(28), fill=(10, 10, 20))
    draw.rectangle((810, 180, 1030, 460), fill=(180, 40, 40))
    draw.ellipse((860, 230, 980, 390), fill=(190, 140, 110))
    return image


def sheet() -> Image.Image:
    """An empty one."""
    return Image.new("RGB", (1080, 680), (240, 238, 232))


def font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def on_a_table(
    paper: Image.Image, placed: np.ndarray = PLACED, size: tuple[int, int] = (1600, 1200)
) -> np.ndarray:
    rng = np.random.default_rng(4)
    width, height = size
    table = np.full((height, width, 3), (96, 74, 58), np.float32)
    grain = cv2.resize(rng.normal(0, 9, (height // 6, 8)).astype(np.float32), size)
    table += grain[..., None] + rng.normal(0, 3, (height, width, 1))
    flat = np.asarray(paper)
    corners = np.array(
        [[0, 0], [flat.shape[1], 0], [flat.shape[1], flat.shape[0]], [0, flat.shape[0]]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(corners, placed.astype(np.float32))
    seen = cv2.warpPerspective(flat, matrix, size, flags=cv2.INTER_AREA).astype(np.float32)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(mask, placed.astype(np.int32), 255, cv2.LINE_AA)
    share = mask[..., None].astype(np.float32) / 255
    light = np.linspace(0.8, 0.95, width, dtype=np.float32)[None, :, None]
    picture = (table * (1 - share) + seen * share) * light + rng.normal(0, 2, table.shape)
    return cv2.GaussianBlur(np.clip(picture, 0, 255).astype(np.uint8), (0, 0), 0.6)


def sent(picture: np.ndarray, kind: str = "JPEG", quality: int = 80) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, quality=quality)
    return out.getvalue()


def blurred(picture: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(picture, (0, 0), 9)


def shaken(picture: np.ndarray) -> np.ndarray:
    kernel = np.zeros((41, 41), np.float32)
    kernel[20] = 1 / 41
    return cv2.filter2D(picture, -1, kernel)


def in_the_dark(picture: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(2).normal(0, 4, picture.shape)
    return np.clip(picture.astype(np.float32) * 0.035 + noise, 0, 255).astype(np.uint8)


def with_glare(picture: np.ndarray) -> np.ndarray:
    """On the number."""
    y, x = np.mgrid[: picture.shape[0], : picture.shape[1]].astype(np.float32)
    spot = 420 * np.exp(-(((x - 800) / 170) ** 2) - ((y - 440) / 90) ** 2)
    return np.clip(picture + spot[..., None], 0, 255).astype(np.uint8)


def with_a_finger(picture: np.ndarray) -> np.ndarray:
    """Over name and birth."""
    covered = picture.copy()
    cv2.line(covered, (640, 540), (560, 1190), (176, 128, 104), 170, cv2.LINE_AA)
    return covered


def of_a_screen() -> np.ndarray:
    """A chat with a picture of the card in it."""
    image = Image.new("RGB", (720, 1560), (245, 245, 247))
    draw = ImageDraw.Draw(image)
    draw.text((20, 12), "09.41", font=font(24), fill=(20, 20, 20))
    draw.text((80, 60), "Ibu RT 03", font=font(32), fill=(20, 20, 20))
    for n in range(5):
        draw.rounded_rectangle((300, 150 + 90 * n, 690, 220 + 90 * n), 14, fill=(215, 250, 205))
        draw.text((320, 165 + 90 * n), "permisi, ini KTP saya", font=font(28), fill=(20, 20, 20))
    image.paste(card().resize((700, 441)), (10, 700))
    draw.rounded_rectangle((20, 1450, 600, 1520), 30, outline=(120, 120, 120), width=3)
    return np.asarray(image)

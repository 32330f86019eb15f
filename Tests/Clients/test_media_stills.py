"""Pillow and ffmpeg judge the stills: JPEG and WebP against PNG, and padded files against plain ones.

The files come from the folder that MEDIA_SAMPLES names, where StillSampleTests wrote them; `./test` runs both. By hand:

    MEDIA_SAMPLES=$(mktemp -d); export MEDIA_SAMPLES
    swift test --filter StillSampleTests && python3 -m pytest Tests/Clients/test_media_stills.py
"""

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

SIZES = [(1, 1), (15, 17), (17, 33), (64, 64), (1000, 333), (1024, 1024), (1920, 1080), (4096, 4096)]
SEEDS = [0, 7, 2**64 - 1]
CELL = 16
FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}

every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
every_seed = pytest.mark.parametrize("seed", SEEDS)
with_and_without_alpha = pytest.mark.parametrize("alpha", ["", "-alpha"])
every_format = pytest.mark.parametrize("format", FORMATS)
every_length = pytest.mark.parametrize("length", [50_000, 115_537, 2_000_000])


@pytest.fixture(scope="session")
def samples():
    """The folder with the files."""
    folder = os.environ.get("MEDIA_SAMPLES")
    if folder is None:
        pytest.skip("MEDIA_SAMPLES names no folder with the files that StillSampleTests writes")
    return Path(folder)


def loaded(file):
    image = Image.open(file)
    image.load()
    return image


def on_white(image):
    if image.mode == "RGB":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def largest(difference):
    """Over all pixels, for each channel."""
    extrema = difference.getextrema()
    return [high for _, high in (extrema if isinstance(extrema[0], tuple) else [extrema])]


def cell_centres(image):
    """One pixel of each whole cell."""
    columns, rows = image.width // CELL, image.height // CELL
    whole = image.crop((0, 0, columns * CELL, rows * CELL))
    return whole.resize((columns, rows), Image.Resampling.NEAREST)


def luma(jpeg):
    """As it stands in the file, without a conversion of colours."""
    image = Image.open(jpeg)
    image.draft("YCbCr", image.size)
    image.load()
    assert image.mode == "YCbCr"
    return image.getchannel(0)


def decodes_without_complaint(file):
    command = ["ffmpeg", "-v", "error", "-xerror", "-i", str(file), "-f", "null", "-"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")


@every_size
@every_seed
@with_and_without_alpha
def test_a_webp_is_the_png_sample_for_sample(samples, size, seed, alpha):
    name = f"{size[0]}x{size[1]}-{seed}{alpha}"
    webp, png = loaded(samples / f"{name}.webp"), loaded(samples / f"{name}.png")
    assert webp.format == "WEBP"
    assert webp.size == png.size == size
    assert webp.mode == png.mode == ("RGBA" if alpha else "RGB")
    assert webp.tobytes() == png.tobytes()


@every_size
@every_seed
@with_and_without_alpha
def test_a_jpeg_is_the_png_within_small_bounds(samples, size, seed, alpha):
    name = f"{size[0]}x{size[1]}-{seed}{alpha}"
    jpeg, png = loaded(samples / f"{name}.jpeg"), on_white(loaded(samples / f"{name}.png"))
    assert (jpeg.format, jpeg.mode, jpeg.size) == ("JPEG", "RGB", size)
    # Luma is never far off; the conversion that Pillow applies to the PNG rounds down, and so is off by one itself.
    wanted = png.convert("YCbCr").getchannel(0)
    assert largest(ImageChops.difference(luma(samples / f"{name}.jpeg"), wanted))[0] <= 13
    # Decoders smooth the colours at the edges of cells, and two by two pixels of a caption share theirs.
    difference = ImageChops.difference(jpeg, png)
    assert max(ImageStat.Stat(difference).mean) <= 5
    if min(size) >= 333:
        # The upper half has no caption. In the middle of a cell every channel is right but for rounding.
        upper = difference.crop((0, 0, size[0], size[1] // 2))
        assert max(largest(cell_centres(upper))) <= 3


@every_seed
def test_every_pixel_of_a_jpegs_small_letters_is_ink_or_panel_as_in_the_png(samples, seed):
    wanted = loaded(samples / f"64x64-{seed}.png").convert("L")
    found = luma(samples / f"64x64-{seed}.jpeg")
    ink = [image.point([0] * 96 + [255] * 160) for image in (wanted, found)]
    assert largest(ink[0]) == [255]
    assert ink[0].tobytes() == ink[1].tobytes()


@every_size
@pytest.mark.parametrize("format", ["jpeg", "webp"])
@with_and_without_alpha
def test_ffmpeg_decodes_a_still_and_prints_nothing(samples, size, format, alpha):
    decodes_without_complaint(samples / f"{size[0]}x{size[1]}-7{alpha}.{format}")


def test_a_jpeg_tells_in_its_comment_what_it_shows(samples):
    comment = loaded(samples / "64x64-7.jpeg").info["comment"].decode()
    assert comment.splitlines() == [
        "Software: Understudy",
        "Source: getimg seedream-5-lite",
        "Description: a red kite over a harbour",
        "Comment: 64×64, seed 7, 2 of 3",
    ]


@every_format
@every_length
@with_and_without_alpha
def test_a_padded_file_has_its_length_and_still_the_same_picture(samples, format, length, alpha):
    file = samples / f"padded-{length}{alpha}.{format}"
    assert file.stat().st_size == (length - length % 2 if format == "webp" else length)
    padded, plain = loaded(file), loaded(samples / f"plain{alpha}.{format}")
    assert padded.format == FORMATS[format]
    assert (padded.mode, padded.size) == (plain.mode, plain.size)
    assert padded.tobytes() == plain.tobytes()
    assert padded.info.get("comment") == plain.info.get("comment")
    Image.open(file).verify()  # the checksum of every chunk of a PNG
    decodes_without_complaint(file)

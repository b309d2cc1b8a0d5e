"""Turns picture files into their measures and the sizes that a page offers; the only module that imports Pillow."""

import hashlib
import io
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from netzsite.errors import Code, NetzsiteError, Problem, Spot

MAX_PIXELS = 50_000_000
"""The most pixels of a picture: more is no picture for the web, and decoding it would take all memory."""

MAX_BYTES = 25 * 1024 * 1024
WIDTHS = (480, 960, 1600)
"""Widths in pixels that a page offers; a picture is never enlarged."""


class UnsafePictureError(ValueError):
    """The picture cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture file: its measures in pixels, its format (`jpeg`, `png` or `svg`) and the digest of its bytes."""

    path: str
    width: int
    height: int
    format: str
    digest: str

    def variants(self) -> tuple[int, ...]:
        """List the widths that are published, the smallest first; a drawing has one."""
        if self.format == "svg":
            return (self.width,)
        smaller = [width for width in WIDTHS if width < self.width]
        return (*smaller, min(self.width, WIDTHS[-1])) if self.width <= WIDTHS[-1] else tuple(smaller)


def inspect(path: Path) -> PictureFile:
    """Read the measures of a picture without decoding it.

    Raises:
        UnsafePictureError: it is a link, too large, of another format than its name says, or an SVG that could run or
            load something.
    """
    if path.is_symlink() or not path.is_file():
        raise UnsafePictureError("the file is not there")
    size = path.stat()
    if size.st_size > MAX_BYTES:
        raise UnsafePictureError(f"is larger than {MAX_BYTES // 1024 // 1024} MB")
    return _inspect(path, size.st_mtime_ns, size.st_size)


@lru_cache(maxsize=4096)
def _inspect(path: Path, modified: int, size: int) -> PictureFile:
    data = path.read_bytes()
    digest = _digest(data)
    if path.suffix == ".svg":
        from netzsite.render.drawings import measure  # and lxml, needed only for drawings

        try:
            return PictureFile(path.name, *measure(data), "svg", digest)
        except ValueError as error:
            raise UnsafePictureError(str(error)) from None
    image = _open(data)
    width, height = image.size
    expected = "png" if path.suffix == ".png" else "jpeg"
    if {"MPO": "jpeg"}.get(image.format, image.format.lower()) != expected:  # telephones keep several JPEGs in a file
        raise UnsafePictureError(f"is a {image.format} file, but its name ends in {path.suffix}")
    if _is_turned(image):
        width, height = height, width
    return PictureFile(path.name, width, height, expected, digest)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


def resize(data: bytes, width: int, picture_format: str) -> bytes:
    """Scale a picture to a width in pixels, upright, without metadata; an SVG stays as it is.

    Raises:
        UnsafePictureError: its end is missing, or it is broken in another way.
    """
    if picture_format == "svg":
        return data
    from PIL import Image, ImageOps

    try:
        image = ImageOps.exif_transpose(_open(data))
        image.load()
    except UnsafePictureError:
        raise
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise UnsafePictureError(f"is broken: {error}") from None
    image.info = {name: value for name, value in image.info.items() if name in ("icc_profile", "transparency")}
    if picture_format == "jpeg" and image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    output = io.BytesIO()
    if picture_format == "jpeg":
        image.save(output, "JPEG", quality=82, optimize=True, progressive=True)
    else:
        image.save(output, "PNG", optimize=True)
    return output.getvalue()


def with_fewer_colours(data: bytes) -> bytes:
    """Write a drawing as PNG of 64 colours, smooth edges included: a fifth of the bytes, and nobody sees it."""
    from PIL import Image

    output = io.BytesIO()
    _open(data).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(output, "PNG", optimize=True)
    return output.getvalue()


def publish(content: Path, file: PictureFile, width: int) -> bytes:
    """Give a picture of the content folder in a width in pixels, as `resize` does.

    Raises:
        NetzsiteError: it is broken, or not what was looked at; with its place.
    """
    spot = Spot(f"{content.name}/pictures/{file.path}")
    data = (content / "pictures" / file.path).read_bytes()
    if _digest(data) != file.digest:
        message = f"{file.path}: has changed since the build began"
        raise NetzsiteError(Problem(spot, Code.BAD_PICTURE, message, "build again: nothing was published"))
    try:
        return resize(data, width, file.format)
    except UnsafePictureError as error:
        raise NetzsiteError(picture_problem(spot, error, file.path)) from None


def picture_bytes(content: Path, file: PictureFile, width: int) -> tuple[bytes, str]:
    """Give a picture as `publish` does, with its media type."""
    mime = {"svg": "image/svg+xml", "jpeg": "image/jpeg", "png": "image/png"}[file.format]
    return publish(content, file, width), mime


def picture_problem(spot: Spot, error: UnsafePictureError, name: str) -> Problem:
    """Word why a picture cannot be used."""
    return Problem(
        spot, Code.BAD_PICTURE, f"{name}: {error}", "use a JPEG, PNG or plain SVG file of at most 50 megapixels"
    )


def _open(data: bytes) -> Any:
    from PIL import Image, ImageFile, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is decoded
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # importing WeasyPrint sets it for the whole process
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnsafePictureError("is neither a JPEG nor a PNG picture") from error
    if image.width * image.height > MAX_PIXELS:
        raise UnsafePictureError(
            f"has {image.width} x {image.height} pixels, more than {MAX_PIXELS // 1_000_000} million"
        )
    return image


def _is_turned(image: Any) -> bool:
    """Tell whether the EXIF orientation (tag 0x0112) swaps width and height; PNG is asked only where it was read."""
    has_exif = image.format != "PNG" or "exif" in image.info
    return has_exif and image.getexif().get(0x0112, 1) in (5, 6, 7, 8)

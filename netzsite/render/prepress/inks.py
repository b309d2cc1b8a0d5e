"""Turns the colours of screens (sRGB) into what is printed: shares of cyan, magenta, yellow and black, from 0 to 1.

A colour of the theme may have a recipe in `tokens.yaml`. Greys are black ink alone: small letters need no four plates
that meet. All else goes through the profile of the printing condition (relative colorimetric, with compensation of the
black point); without a profile, black replaces the square of the grey part: k = min(c, m, y) ** 2, c -= k.
"""

import io
from collections.abc import Mapping
from typing import Any

Cmyk = tuple[float, float, float, float]

GREY_STEPS = 2
"""Channels that differ by no more than this, of 255, are a grey."""

JPEG_QUALITY = 92


def theme_recipes(tokens: Mapping[str, Any]) -> dict[str, Cmyk]:
    """Give the recipes that a theme's tokens name: `#rrggbb` -> inks."""
    colours = dict(tokens["colours"]["light"])
    colours |= {f"series-{number}": value for number, value in enumerate(tokens["series"]["light"], 1)}
    return {colours[name].lower(): _recipe(words) for name, words in tokens.get("inks", {}).items()}


def _recipe(words: str) -> Cmyk:
    cyan, magenta, yellow, black = (int(percent) / 100 for percent in words.split())
    return cyan, magenta, yellow, black


class Inks:
    """Gives the inks of colours and pictures.

    Args:
        recipes: `#rrggbb` -> inks.
        profile: bytes of the profile of the printing condition; empty for none.

    Raises:
        ValueError: the profile cannot be used.
    """

    def __init__(self, recipes: Mapping[str, Cmyk], profile: bytes = b"") -> None:
        self._known = {tuple(bytes.fromhex(colour[1:])): inks for colour, inks in recipes.items()}
        self._transform = separator(profile) if profile else None
        self._greys = _greys_of(profile) if profile else tuple(reversed(range(256)))

    def of(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Give the inks of a colour whose channels go from 0 to 1."""
        colour = tuple(round(255 * min(max(channel, 0.0), 1.0)) for channel in (red, green, blue))
        if colour not in self._known:
            self._known[colour] = self._derived(colour)
        return self._known[colour]

    def _derived(self, colour: tuple[int, ...]) -> Cmyk:
        if max(colour) - min(colour) <= GREY_STEPS:
            grey = round(sum(colour) / 3)
            nearest = min(range(256), key=lambda black: (abs(self._greys[black] - grey), black))
            return 0.0, 0.0, 0.0, round(nearest / 255, 3) if grey else 1.0
        from PIL import Image

        cyan, magenta, yellow, black = self.separated(Image.new("RGB", (1, 1), colour)).tobytes()
        return round(cyan / 255, 3), round(magenta / 255, 3), round(yellow / 255, 3), round(black / 255, 3)

    def separated(self, image: Any) -> Any:
        """Turn a picture (Pillow) in sRGB into one in CMYK."""
        from PIL import ImageCms

        if self._transform is not None:
            return ImageCms.applyTransform(image.convert("RGB"), self._transform)
        return _without_profile(image.convert("RGB"))


class Lightness(Inks):
    """Gives greys in place of the colours of a mask: only how light they are counts (ISO 32000-1, 11.5.3)."""

    def __init__(self) -> None:
        super().__init__({})

    def of(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Give how light a colour is."""
        return (0.3 * red + 0.59 * green + 0.11 * blue,)

    def separated(self, image: Any) -> Any:
        """Turn a picture into greys."""
        return image.convert("L")


def separator(profile: bytes) -> Any:
    """Make what turns pictures in sRGB into CMYK.

    Raises:
        ValueError: the profile cannot be used.
    """
    from PIL import ImageCms

    try:
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise ValueError(str(error)) from None


def _greys_of(profile: bytes) -> tuple[int, ...]:
    """Tell which grey of the screen each share of black ink looks like, of 255."""
    from PIL import Image, ImageCms

    back = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    blacks = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, black)) for black in range(256)))
    seen: Any = ImageCms.applyTransform(blacks, back)
    return tuple(seen.getchannel("G").tobytes())


def _without_profile(image: Any) -> Any:
    from PIL import Image, ImageChops

    inks = [ImageChops.invert(channel) for channel in image.split()]
    grey = ImageChops.darker(ImageChops.darker(*inks[:2]), inks[2])
    black = grey.point([round(value * value / 255) for value in range(256)])
    return Image.merge("CMYK", [*(ImageChops.subtract(ink, black) for ink in inks), black])


def jpeg(image: Any) -> bytes:
    """Write a picture in CMYK as JPEG; its values are inverted, as ever since Adobe, so it needs a `/Decode`."""
    written = io.BytesIO()
    image.save(written, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return written.getvalue()

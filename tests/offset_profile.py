"""Makes a colour profile (ICC.1:2001-04) of a model of offset printing on coated paper: computed, of no printing press.

The demonstration's `content/printing/` holds what it makes; a network takes the profile that its printer names. The
model is Neugebauer's, with dot gain, on solids like those of coated paper, relative to the white of paper.
"""

import struct
import sys
from itertools import product
from pathlib import Path

import numpy as np

NAME = "Computed model of offset on coated paper, measured on no press"
COPYRIGHT = "CC0 1.0"

WHITE_D50 = np.array([0.9642, 1.0, 0.8249])
PAPER = (95, 0, -2)
SOLIDS = {
    (1, 0, 0): (55, -37, -50),
    (0, 1, 0): (48, 74, -3),
    (0, 0, 1): (91, -5, 93),
    (0, 1, 1): (47, 68, 48),
    (1, 0, 1): (50, -65, 27),
    (1, 1, 0): (24, 22, -46),
    (1, 1, 1): (23, 0, 0),
}
"""Cyan, magenta, yellow -> CIELAB."""

BLACK = (16, 0, 0)
GAIN = 0.15
"""What a dot of half the area grows by."""

MOST_INK = 3.0
INK_GRID, LAB_GRID = 7, 13


def to_xyz(lab):
    lightness, a, b = np.moveaxis(np.asarray(lab, float), -1, 0)
    y = (lightness + 16) / 116
    root = np.stack([y + a / 500, y, y - b / 200], -1)
    return np.where(root > 6 / 29, root**3, 3 * (6 / 29) ** 2 * (root - 4 / 29)) * WHITE_D50


def to_lab(xyz):
    share = np.maximum(xyz / WHITE_D50, 1e-9)
    x, y, z = np.moveaxis(np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def printed(inks):
    """Give the colour of inks from 0 to 1, relative to paper, as CIELAB."""
    paper, black = to_xyz(PAPER), to_xyz(BLACK)
    dots = inks + 4 * GAIN * inks * (1 - inks)
    cyan, magenta, yellow, key = np.moveaxis(dots, -1, 0)
    xyz = np.zeros((*inks.shape[:-1], 3))
    for (c, m, y), k in product(product((0, 1), repeat=3), (0, 1)):
        solid = to_xyz(SOLIDS.get((c, m, y), PAPER))
        colour = black * (0.4 + 0.6 * solid / paper) if k else solid
        area = np.ones(inks.shape[:-1])
        for dot, is_there in ((cyan, c), (magenta, m), (yellow, y), (key, k)):
            area = area * (dot if is_there else 1 - dot)
        xyz += area[..., None] * colour
    return to_lab(xyz * WHITE_D50 / paper)


def separated(lab):
    """Give the inks that come nearest to colours: black by lightness and greyness, the rest by Gauss and Newton."""
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    key = np.clip((75 - lab[:, 0]) / 75, 0, 1) ** 1.8 * np.clip(1 - chroma / 120, 0, 1)
    most = np.minimum(1, (MOST_INK - key) / 3)[:, None]
    inks = np.concatenate([np.clip(1 - lab[:, :1] / 100, 0.02, 0.6).repeat(3, 1), key[:, None]], 1)
    for _ in range(60):
        found = printed(inks)
        slopes = []
        for ink in range(3):
            moved = inks.copy()
            moved[:, ink] += 1e-3
            slopes.append((printed(moved) - found) / 1e-3)
        slope = np.stack(slopes, -1)
        square = np.swapaxes(slope, 1, 2) @ slope + 15 * np.eye(3)
        step = np.linalg.solve(square, np.swapaxes(slope, 1, 2) @ (lab - found)[..., None])[..., 0]
        inks[:, :3] = np.clip(inks[:, :3] + np.clip(step, -0.15, 0.15), 0, most)
    inks[(lab[:, 0] >= 99.9) & (chroma < 1)] = 0  # paper is paper
    return inks


def table(grid, inputs, outputs, values):
    """Write a lut16Type (6.5.8) whose curves are straight."""
    head = struct.pack(">4sIBBBx9i", b"mft2", 0, inputs, outputs, grid, *(65536 * (n % 4 == 0) for n in range(9)))
    line = struct.pack(">2H", 0, 65535)
    numbers = np.clip(np.rint(values), 0, 65535).astype(">u2").tobytes()
    return head + struct.pack(">2H", 2, 2) + line * inputs + numbers + line * outputs


def lab_numbers(lab):
    """Write CIELAB in 16 bits as version 2 does (6.3.4.2)."""
    return np.stack([lab[:, 0] * 652.8, (lab[:, 1] + 128) * 256, (lab[:, 2] + 128) * 256], -1)


def grid(steps, channels):
    return np.array(list(product(np.linspace(0, 1, steps), repeat=channels)))


def make_profile():
    """Make the profile; the same bytes with the same version of NumPy."""
    axes = grid(LAB_GRID, 3) * 65535
    lab = np.stack([axes[:, 0] / 652.8, axes[:, 1] / 256 - 128, axes[:, 2] / 256 - 128], -1)
    to_pcs = table(INK_GRID, 4, 3, lab_numbers(printed(grid(INK_GRID, 4))))
    to_inks = table(LAB_GRID, 3, 4, separated(lab) * 65535)
    in_gamut = table(2, 3, 1, np.zeros((8, 1)))
    words = NAME.encode() + b"\0"
    named = struct.pack(">4sII", b"desc", 0, len(words)) + words + bytes(78)
    paper = struct.pack(">4sI3i", b"XYZ ", 0, *(round(value * 65536) for value in to_xyz(PAPER)))
    parts = {
        (b"desc",): named,
        (b"cprt",): b"text\0\0\0\0" + COPYRIGHT.encode() + b"\0",
        (b"wtpt",): paper,
        (b"A2B0", b"A2B1", b"A2B2"): to_pcs,
        (b"B2A0", b"B2A1", b"B2A2"): to_inks,
        (b"gamt",): in_gamut,
    }
    return _packed(parts)


def _packed(parts):
    count = sum(map(len, parts))
    place, entries, body = 132 + 12 * count, [], b""
    for names, data in parts.items():
        entries += [struct.pack(">4sII", name, place + len(body), len(data)) for name in names]
        body += data + bytes(-len(data) % 4)
    day = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4xI4s4s4s", place + len(body), 0x02400000, b"prtr", b"CMYK", b"Lab ") + day + b"acsp"
    head += bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head + bytes(128 - len(head)) + struct.pack(">I", count) + b"".join(entries) + body


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make_profile())

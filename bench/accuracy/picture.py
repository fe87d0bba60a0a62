"""A picture of several maps side by side as PNG, with numpy alone."""

import struct
import zlib

import numpy as np

# 5x7 dots a letter, a row a number (bit 4 is the left dot).
GLYPHS = {
    "A": (14, 17, 17, 31, 17, 17, 17), "B": (30, 17, 17, 30, 17, 17, 30), "C": (14, 17, 16, 16, 16, 17, 14),
    "D": (30, 17, 17, 17, 17, 17, 30), "E": (31, 16, 16, 30, 16, 16, 31), "F": (31, 16, 16, 30, 16, 16, 16),
    "G": (14, 17, 16, 23, 17, 17, 15), "H": (17, 17, 17, 31, 17, 17, 17), "I": (14, 4, 4, 4, 4, 4, 14),
    "J": (7, 2, 2, 2, 2, 18, 12), "K": (17, 18, 20, 24, 20, 18, 17), "L": (16, 16, 16, 16, 16, 16, 31),
    "M": (17, 27, 21, 21, 17, 17, 17), "N": (17, 25, 21, 19, 17, 17, 17), "O": (14, 17, 17, 17, 17, 17, 14),
    "P": (30, 17, 17, 30, 16, 16, 16), "Q": (14, 17, 17, 17, 21, 18, 13), "R": (30, 17, 17, 30, 20, 18, 17),
    "S": (15, 16, 16, 14, 1, 1, 30), "T": (31, 4, 4, 4, 4, 4, 4), "U": (17, 17, 17, 17, 17, 17, 14),
    "V": (17, 17, 17, 17, 17, 10, 4), "W": (17, 17, 17, 21, 21, 27, 17), "X": (17, 17, 10, 4, 10, 17, 17),
    "Y": (17, 17, 10, 4, 4, 4, 4), "Z": (31, 1, 2, 4, 8, 16, 31), "0": (14, 17, 19, 21, 25, 17, 14),
    "1": (4, 12, 4, 4, 4, 4, 14), "2": (14, 17, 1, 6, 8, 16, 31), "3": (30, 1, 1, 14, 1, 1, 30),
    "4": (2, 6, 10, 18, 31, 2, 2), "5": (31, 16, 30, 1, 1, 17, 14), "6": (14, 16, 16, 30, 17, 17, 14),
    "7": (31, 1, 2, 4, 8, 8, 8), "8": (14, 17, 17, 14, 17, 17, 14), "9": (14, 17, 17, 15, 1, 1, 14),
    "-": (0, 0, 0, 31, 0, 0, 0), ".": (0, 0, 0, 0, 0, 12, 12), ",": (0, 0, 0, 0, 12, 4, 8), ":": (0, 12, 12, 0, 12, 12, 0),
    "/": (1, 1, 2, 4, 8, 16, 16), "(": (2, 4, 8, 8, 8, 4, 2), ")": (8, 4, 2, 2, 2, 4, 8), "<": (2, 4, 8, 16, 8, 4, 2),
    ">": (8, 4, 2, 1, 2, 4, 8), "%": (24, 25, 2, 4, 8, 19, 3), "=": (0, 0, 31, 0, 31, 0, 0), "+": (0, 4, 4, 31, 4, 4, 0),
}
INK, PAPER = (40, 44, 52), (255, 255, 255)
SEA, UNKNOWN, HATCH = (226, 235, 242), (236, 236, 236), (176, 176, 176)


def write_png(path, pixels):
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, 3 * width)

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header))
        out.write(chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)) + chunk(b"IEND", b""))


def write_text(pixels, x, y, text, scale=2, colour=INK):
    for letter in text.upper():
        for row, bits in enumerate(GLYPHS.get(letter, (0,) * 7)):
            for column in range(5):
                if bits >> (4 - column) & 1:
                    top, left = y + row * scale, x + column * scale
                    pixels[top : top + scale, left : left + scale] = colour
        x += 6 * scale


def text_width(text, scale=2):
    return len(text) * 6 * scale - scale


class Ramp:
    """Colours linear in the logarithm of the value between stops [(value, '#rrggbb')]."""

    def __init__(self, stops):
        self.positions = np.log10([value for value, _ in stops])
        self.colours = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for _, c in stops], float)

    def paint(self, values):
        logs = np.log10(np.maximum(values, 1e-300))
        return np.stack([np.interp(logs, self.positions, self.colours[:, i]) for i in range(3)], -1).round().astype(np.uint8)

    def draw_key(self, pixels, x, y, width, height, ticks):
        """ticks: [(value, label)], labels below the bar."""
        positions = np.linspace(self.positions[0], self.positions[-1], width)
        pixels[y : y + height, x : x + width] = self.paint(10**positions)
        for value, label in ticks:
            at = x + int((np.log10(value) - self.positions[0]) / (self.positions[-1] - self.positions[0]) * (width - 1))
            pixels[y : y + height + 4, at] = INK
            write_text(pixels, at - text_width(label) // 2, y + height + 7, label)


def hatch(pixels, where):
    rows, columns = np.indices(where.shape)
    pixels[where] = UNKNOWN
    pixels[where & ((rows + columns) % 6 == 0)] = HATCH


def magnify(array, factor):
    return array.repeat(factor, 0).repeat(factor, 1)


def panel(values, ramp, mask, known, dots, factor):
    """One map: coloured where masked and known, hatched where masked and not known, sea elsewhere."""
    pixels = magnify(ramp.paint(values), factor)
    land, seen = magnify(mask, factor), magnify(known, factor)
    hatch(pixels, land & ~seen)
    pixels[~land] = SEA
    for row, column in dots:
        top, left = row * factor, column * factor
        pixels[max(top - 2, 0) : top + 3, max(left - 2, 0) : left + 3] = PAPER
        pixels[max(top - 1, 0) : top + 2, max(left - 1, 0) : left + 2] = INK
    return pixels


def sheet(panels, keys, footnote, columns=2):
    """panels: [(title, pixels)], all of one size; keys: [(title, ramp, ticks)], drawn below from left to right."""
    height, width, _ = panels[0][1].shape
    margin, head, foot = 16, 26, 100
    rows = -(-len(panels) // columns)
    page = np.full(
        (rows * (height + head) + foot + margin, columns * (width + margin) + margin, 3), PAPER, np.uint8
    )
    for index, (title, pixels) in enumerate(panels):
        x = margin + index % columns * (width + margin)
        y = index // columns * (height + head) + head
        write_text(page, x, y - 18, title)
        page[y : y + height, x : x + width] = pixels
    y = rows * (height + head) + 14
    for index, (title, ramp, ticks) in enumerate(keys):
        x = margin + index * (width + margin)
        write_text(page, x, y, title)
        ramp.draw_key(page, x, y + 20, width, 12, ticks)
    write_text(page, margin, y + 68, footnote)
    return page

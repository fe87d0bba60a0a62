"""Memory, open files and errors over time as an SVG."""

WIDTH, HEIGHT, LEFT, RIGHT = 900, 170, 70, 20
CURVES = (("resident_mb", "resident memory, MB", "#2166ac"), ("files", "open files", "#4d9221"),
          ("wrong", "wrong answers", "#b2182b"), ("swaps", "swaps of the run", "#7b3294"))


def _panel(samples, key, title, colour, top):
    values = [s[key] for s in samples]
    most = max(max(values) * 1.15, 1)
    end = samples[-1]["second"]
    inner = HEIGHT - 50

    def place(s):
        return f"{LEFT + s['second'] / end * (WIDTH - LEFT - RIGHT):.1f},{top + 28 + inner * (1 - s[key] / most):.1f}"

    parts = [f'<text x="{LEFT}" y="{top + 18}" font-weight="bold">{title}</text>']
    for share in (0, 0.5, 1):
        y = top + 28 + inner * (1 - share)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>'
                     f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{most * share:.4g}</text>')
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = LEFT + share * (WIDTH - LEFT - RIGHT)
        parts.append(f'<text x="{x:.0f}" y="{top + HEIGHT - 6}" text-anchor="middle">{end * share:.0f} s</text>')
    points = " ".join(map(place, samples))
    parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
    return "".join(parts)


def draw(samples):
    panels = [_panel(samples, *curve, i * HEIGHT) for i, curve in enumerate(CURVES)]
    height = HEIGHT * len(CURVES)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
            f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>{"".join(panels)}</svg>\n')

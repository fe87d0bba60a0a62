/** Drawing on tiles: classes stay in their legend colours, hatching tells what a colour alone cannot. */

export type Rgb = [number, number, number];
export type Pattern = 'unknown' | 'at-least' | 'no-residents';

export function rgb(colour: string): Rgb {
    const value = parseInt(colour.slice(1), 16);
    return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Whether pixel (x, y) of a tile lies on the pattern's lines. Tiles of 256 and 512 meet, as the period divides both. */
export function onLine(pattern: Pattern, x: number, y: number, scale: number): boolean {
    const period = 8 * scale;
    const width = pattern === 'unknown' ? 2 * scale : scale;
    const along = pattern === 'no-residents' ? x - y : x + y;
    return ((along % period) + period) % period < width;
}

export interface Rule {
    colour: Rgb;
    pattern: Pattern;
    ink: [number, number, number, number];
    /** Pixels of this colour that lie off the lines become transparent. */
    clear: boolean;
}

/** Applies the rules in place; with `only`, pixels that match no rule become transparent. */
export function hatch(data: Uint8ClampedArray, width: number, rules: Rule[], scale: number, only: boolean): void {
    for (let i = 0, pixel = 0; i < data.length; i += 4, pixel += 1) {
        if (data[i + 3] === 0) continue;
        const rule = rules.find(
            ({ colour }) => data[i] === colour[0] && data[i + 1] === colour[1] && data[i + 2] === colour[2],
        );
        if (!rule) {
            if (only) data[i + 3] = 0;
            continue;
        }
        if (onLine(rule.pattern, pixel % width, Math.floor(pixel / width), scale)) data.set(rule.ink, i);
        else if (rule.clear) data[i + 3] = 0;
    }
}

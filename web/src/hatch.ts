/** What a status layer adds over a level layer: the lines of its hatching, without the tint between them. */

export type Rgb = [number, number, number];

export function rgb(colour: string): Rgb {
    const value = parseInt(colour.slice(1), 16);
    return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Keeps opaque pixels of these colours and clears all others, in place (RGBA). */
export function keepLines(data: Uint8ClampedArray, colours: Rgb[]): void {
    for (let i = 0; i < data.length; i += 4) {
        const kept =
            data[i + 3] === 255 &&
            colours.some(([r, g, b]) => data[i] === r && data[i + 1] === g && data[i + 2] === b);
        if (!kept) data[i + 3] = 0;
    }
}

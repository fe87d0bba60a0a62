/** What a status layer adds over a level layer: the lines of its hatching, without the tint between them. */

export type Rgb = [number, number, number];

export function rgb(colour: string): Rgb {
    const value = parseInt(colour.slice(1), 16);
    return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Keeps opaque pixels of these colours and clears all others, in place (RGBA; whole pixels are compared at once). */
export function keepLines(data: Uint8ClampedArray, colours: Rgb[]): void {
    const wanted = new Uint32Array(new Uint8Array(colours.flatMap((colour) => [...colour, 255])).buffer);
    const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
    for (let i = 0; i < pixels.length; i += 1) if (!wanted.includes(pixels[i])) pixels[i] = 0;
}

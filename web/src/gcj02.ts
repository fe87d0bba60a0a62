/**
 * GCJ-02, the datum of AMap and Tencent, from WGS 84 and back, in degrees of longitude and latitude: the formulas of the
 * server's own tiles (geocore/crs/chinese_datum.cpp), good to about a metre against the services themselves.
 */

export type LonLat = [number, number];

const semiMajorAxis_m = 6378245;
const eccentricitySquared = 0.00669342162296594323;
const { PI, abs, cos, hypot, sin, sqrt } = Math;

function inChina(lon: number, lat: number): boolean {
    return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

const ripple = (t: number) => 20 * sin(6 * t * PI) + 20 * sin(2 * t * PI);

function eastOffset_m(x: number, y: number): number {
    const waves = ripple(x) + 20 * sin(x * PI) + 40 * sin((x / 3) * PI) + 150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI);
    return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + (2 / 3) * waves;
}

function northOffset_m(x: number, y: number): number {
    const waves = ripple(x) + 20 * sin(y * PI) + 40 * sin((y / 3) * PI) + 160 * sin((y / 12) * PI) + 320 * sin((y / 30) * PI);
    return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + (2 / 3) * waves;
}

/** Outside China's rectangle GCJ-02 equals WGS 84. */
export function gcj02FromWgs84([lon, lat]: LonLat): LonLat {
    if (!inChina(lon, lat)) return [lon, lat];
    const latitude = (lat / 180) * PI;
    const w2 = 1 - eccentricitySquared * sin(latitude) ** 2;
    const w = sqrt(w2);
    const northMetresPerRadian = (semiMajorAxis_m * (1 - eccentricitySquared)) / (w2 * w);
    const eastMetresPerRadian = (semiMajorAxis_m / w) * cos(latitude);
    const [x, y] = [lon - 105, lat - 35];
    return [
        lon + ((eastOffset_m(x, y) / eastMetresPerRadian) * 180) / PI,
        lat + ((northOffset_m(x, y) / northMetresPerRadian) * 180) / PI,
    ];
}

/** By iteration to 1e-11 degrees, about a micrometre. */
export function wgs84FromGcj02([lon, lat]: LonLat): LonLat {
    let guess: LonLat = [lon, lat];
    for (let round = 0; round < 50; round += 1) {
        const image = gcj02FromWgs84(guess);
        const [dx, dy] = [lon - image[0], lat - image[1]];
        guess = [guess[0] + dx, guess[1] + dy];
        if (hypot(dx, dy) <= 1e-11) break;
    }
    return guess;
}

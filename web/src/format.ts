import type { Lang } from './api';

/** One significant figure: 2.96e-5 -> "3e-5", 0.34 -> "0.3", 12 -> "10". For risks and hazard indices. */
export function oneFigure(value: number): string {
    if (value === 0) return '0';
    if (Math.abs(value) < 0.01) return value.toExponential(0);
    return String(Number(value.toPrecision(1)));
}

export function threeFigures(value: number): string {
    if (value === 0) return '0';
    if (Math.abs(value) < 0.001) return value.toExponential(1);
    return String(Number(value.toPrecision(3)));
}

/** Two figures and a power of ten: ['6.0', 8] stands for 6.0 × 10⁸. */
export function scientific(value: number): [string, number] {
    const [mantissa, exponent] = value.toExponential(1).split('e');
    return [mantissa, Number(exponent)];
}

/** At most four figures, thousands apart by a narrow space: 9020, 12 340. */
export function amountText(value: number): string {
    const plain = value >= 10_000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
    return value >= 10_000 ? plain.replace(/\B(?=(\d{3})+$)/g, '\u202f') : plain;
}

const units: Record<string, string> = { 'ug/m3': 'μg/m³', 'mg/m3': 'mg/m³', 'ng/m3': 'ng/m³', '1': '', '': '' };

export function unitText(unit: string | null | undefined): string {
    if (!unit) return '';
    return units[unit] ?? unit;
}

/** Risks and indices (unit 1) have one figure, probabilities are per cent, the rest three figures and the unit. */
export function quantityText(value: number, unit: string | null, kind: string): string {
    if (kind === 'probability') return `${Math.round(value * 100)} %`;
    const symbol = unitText(unit);
    if (!symbol) return oneFigure(value);
    return `${threeFigures(value)} ${symbol}`;
}

/** Decimal degrees with hemisphere, about 1 m: 29.93416°N 121.90512°E. */
export function coordinateText(lon: number, lat: number): string {
    const ns = lat < 0 ? 'S' : 'N';
    const ew = lon < 0 ? 'W' : 'E';
    return `${Math.abs(lat).toFixed(5)}°${ns}  ${Math.abs(lon).toFixed(5)}°${ew}`;
}

export function areaText(m2: number): string {
    return `${threeFigures(m2 / 1e6)} km²`;
}

export function distanceText(m: number): string {
    return m < 1000 ? `${Math.round(m)} m` : `${threeFigures(m / 1000)} km`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];

/** Asia/Shanghai, which is UTC+8 all year. Written out here, as making an Intl.DateTimeFormat delays the first view. */
export function timeText(iso: string, lang: Lang): string {
    const time = new Date(iso).getTime();
    if (Number.isNaN(time)) return iso;
    const date = new Date(time + 8 * 3_600_000);
    const two = (value: number) => String(value).padStart(2, '0');
    const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
    return lang === 'zh' ? `${year}年${month + 1}月${day}日 ${clock}` : `${day} ${months[month]} ${year}, ${clock}`;
}

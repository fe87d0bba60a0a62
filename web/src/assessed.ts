import type { LayerStatistics, Manifest, ManifestLayer, NotEstimable, PointAnswer } from './api';

/** Where nothing is assessed at all, such as the sea: the level layers hold nodata there. Unknown is level 0, inside. */
export function isOutside(answer: PointAnswer, manifest: Manifest, scenario: string | null = null): boolean {
    const levels = manifest.layers.filter((layer) => layer.kind === 'level' && (scenario === null || layer.scenario === scenario));
    const values = answer.values.filter((value) => levels.some((layer) => layer.id === value.layer));
    return values.length > 0 && values.every((value) => value.value === null);
}

/** The level layer whose mask tells what is assessed: of the layer's own scenario, else of the first. */
export function maskOf(manifest: Manifest, layer: ManifestLayer): ManifestLayer | null {
    const levels = manifest.layers.filter((entry) => entry.kind === 'level');
    return levels.find((entry) => entry.scenario === layer.scenario) ?? levels[0] ?? null;
}

export interface Assessed {
    /** Inside the polygon, m². */
    assessed_m2: number;
    unknown_m2: number;
    /** Inside the polygon, but not assessed. */
    outside_m2: number;
}

/** How much of a polygon is assessed and how much of that is unknown; null where the run has no level to tell. */
export function assessedArea(entry: LayerStatistics, mask: LayerStatistics | null, cell_m2: number): Assessed | null {
    const cells = typeof entry.assessed_cells === 'number' ? entry.assessed_cells : null;
    const assessed = entry.kind === 'level' ? entry.area_m2 : cells !== null ? cells * cell_m2 : mask?.area_m2;
    if (assessed === undefined) return null;
    const unknown = cells !== null || entry.kind === 'level' ? (entry.unknown_share ?? 0) * assessed : assessed - entry.area_m2;
    const outside = cells !== null ? (entry.cells - cells) * cell_m2 : entry.cells * cell_m2 - assessed;
    return { assessed_m2: assessed, unknown_m2: Math.max(0, unknown), outside_m2: Math.max(0, outside) };
}

/** What a substance's detection limit stands for in a scenario; null where nothing is said. */
export function riskAtLimit(entry: NotEstimable, scenario: string | null): number | null {
    const given = entry.cancer_risk_at_detection_limit;
    const risk = typeof given === 'object' ? given?.[scenario ?? ''] : given;
    return typeof risk === 'number' ? risk : null;
}

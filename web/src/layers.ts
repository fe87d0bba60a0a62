import type { Lang, Manifest, ManifestLayer, Text } from './api';
import { capital, pick, t } from './i18n';

export type Theme = 'risk' | 'substances' | 'uncertainty' | 'other';

export interface Group {
    theme: Theme;
    layers: ManifestLayer[];
}

const prefixes: [string, Theme][] = [
    ['risk-level-upper', 'uncertainty'],
    ['risk-level', 'risk'],
    ['cancer-risk', 'risk'],
    ['hazard-index', 'risk'],
    ['hazard-quotient', 'risk'],
    ['driver-', 'risk'],
    ['concentration-', 'substances'],
    ['exceedance-', 'substances'],
    ['sd-', 'substances'],
    ['share-', 'substances'],
    ['status-', 'uncertainty'],
];

export function themeOf(layer: ManifestLayer): Theme {
    return prefixes.find(([prefix]) => layer.id.startsWith(prefix))?.[1] ?? 'other';
}

/** The id without its scenario or pollutant: `cancer-risk-resident` -> `cancer-risk`. */
export function stem(layer: ManifestLayer): string {
    const suffix = layer.scenario ?? layer.pollutant;
    return suffix && layer.id.endsWith(`-${suffix}`) ? layer.id.slice(0, -suffix.length - 1) : layer.id;
}

/** Layers a viewer offers (the server leaves out what a reader may not see): without the alias `risk-level` where its scenario's own entry exists. */
export function offered(manifest: Manifest): ManifestLayer[] {
    const first = manifest.scenarios[0]?.key;
    const aliased = manifest.layers.some((layer) => layer.id === `risk-level-${first}`);
    return manifest.layers.filter((layer) => !(aliased && layer.id === 'risk-level'));
}

export function groups(layers: ManifestLayer[]): Group[] {
    const themes: Theme[] = ['risk', 'substances', 'uncertainty', 'other'];
    const rank = (layer: ManifestLayer) => prefixes.findIndex(([prefix]) => layer.id.startsWith(prefix));
    return themes
        .map((theme) => ({
            theme,
            layers: layers
                .filter((layer) => themeOf(layer) === theme)
                .sort((a, b) => rank(a) - rank(b) || layers.indexOf(a) - layers.indexOf(b)),
        }))
        .filter((group) => group.layers.length);
}

export function scenariosOf(manifest: Manifest, layers: ManifestLayer[]): string[] {
    const used = new Set(layers.map((layer) => layer.scenario));
    return manifest.scenarios.map((scenario) => scenario.key).filter((key) => used.has(key));
}

/** A scenario's name without what stands in brackets behind it. */
export function shortScenario(manifest: Manifest, key: string, lang: Lang): string {
    const name = pick(lang, manifest.scenarios.find((entry) => entry.key === key)?.name) || key;
    return capital(name.replace(/\s*[（(].*[)）]$/, '') || name);
}

/** The wanted layer if it is offered, else the first level layer, else the first concentration, else the first. */
export function chosen(manifest: Manifest, wanted: string | null): ManifestLayer | null {
    const layers = offered(manifest);
    const alias = wanted === 'risk-level' ? `risk-level-${manifest.scenarios[0]?.key}` : wanted;
    return (
        layers.find((layer) => layer.id === alias) ??
        layers.find((layer) => layer.kind === 'level') ??
        layers.find((layer) => themeOf(layer) === 'substances') ??
        layers[0] ??
        null
    );
}

/** The zone of a share: what its title says before the substance, "大榭 苯 浓度份额". */
function zoneOf(layer: ManifestLayer, substance: Text, lang: Lang): string {
    const title = pick(lang, layer.title);
    return title.slice(0, Math.max(0, title.indexOf(pick(lang, substance)))).replace(/[\s,，]+$/, '') || title;
}

/** Upper levels hold substances that are estimable nowhere at their detection limit: they are no matter of interpolation alone. */
export function titleOf(layer: ManifestLayer, manifest: Manifest, lang: Lang): string {
    const title = pick(lang, layer.title);
    if (!isUpper(layer) || !manifest.not_estimable?.length) return title;
    return title.replace(/\s*[,，]\s*(仅插值|interpolation only)/, '');
}

export function isUpper(layer: ManifestLayer): boolean {
    return stem(layer) === 'risk-level-upper';
}

/** The title without its scenario, for places that say the scenario already: "致癌风险（居民）" -> "致癌风险". */
export function shortTitle(layer: ManifestLayer, manifest: Manifest, lang: Lang): string {
    const title = titleOf(layer, manifest, lang);
    const scenario = manifest.scenarios.find((entry) => entry.key === layer.scenario);
    const name = scenario ? pick(lang, scenario.name) : '';
    if (!name) return title;
    const start = title.toLowerCase().indexOf(name.toLowerCase());
    if (start < 0) return title;
    const rest = (title.slice(0, start) + title.slice(start + name.length)).replace(/[（(]\s*[)）]/g, '');
    const bare = rest.replace(/^[\s·,，:：—–-]+|[\s·,，:：—–-]+$/g, '').trim() || title;
    return capital(bare);
}

/** A substance's concentration with what else is known of it: how sure it is, where it comes from, where it exceeds. */
export function substances(layers: ManifestLayer[]): { head: ManifestLayer; more: ManifestLayer[] }[] {
    const heads = layers.filter((layer) => layer.id.startsWith('concentration-'));
    return heads.map((head) => ({ head, more: layers.filter((layer) => layer !== head && layer.pollutant === head.pollutant) }));
}

/** What the layer tree says: a concentration by its substance alone, a risk without its scenario. */
export function listTitle(layer: ManifestLayer, manifest: Manifest, lang: Lang): string {
    const pollutant = manifest.pollutants.find((entry) => entry.key === layer.pollutant);
    if (pollutant && layer.id.startsWith('concentration-')) return capital(pick(lang, pollutant.name));
    if (pollutant && layer.id.startsWith('sd-')) return t(lang, 'sdLong');
    if (pollutant && layer.id.startsWith('share-')) return `${zoneOf(layer, pollutant.name, lang)} · ${t(lang, 'share')}`;
    return capital(shortTitle(layer, manifest, lang));
}

/** Risk zones are drawn for the scenario of what is shown, else for the first. */
export function zonesScenario(manifest: Manifest, layer: ManifestLayer | null): string | null {
    return layer?.scenario ?? manifest.scenarios[0]?.key ?? null;
}

/** The same quantity in another scenario. */
export function inScenario(layers: ManifestLayer[], current: ManifestLayer, scenario: string): ManifestLayer | null {
    return layers.find((layer) => layer.scenario === scenario && stem(layer) === stem(current)) ?? null;
}

/** The layer whose categories are drawn as hatching over a level layer. */
export function statusOf(layers: ManifestLayer[], level: ManifestLayer): ManifestLayer | null {
    if (stem(level) !== 'risk-level') return null;
    return layers.find((layer) => layer.id === `status-${level.scenario}`) ?? null;
}

export const overlayOrder = ['zones', 'berths', 'receptors', 'stations', 'sources', 'risk-zones'] as const;
export type OverlayId = (typeof overlayOrder)[number];

export function overlaysOf(manifest: Manifest): { id: OverlayId; features: number }[] {
    const named = new Map((manifest.vectors?.layers ?? []).map((layer) => [layer.name, layer.features]));
    return overlayOrder
        .filter((id) => (named.get(id) ?? 0) > 0)
        .map((id) => ({ id, features: named.get(id)! }));
}

/** Stations start hidden beside places that they would cover: they crowd where the risk is highest. */
export function defaultOverlays(manifest: Manifest): OverlayId[] {
    const ids = overlaysOf(manifest).map(({ id }) => id);
    const places = ids.filter((id) => id === 'zones' || id === 'berths' || id === 'receptors');
    return places.length ? places : ids.filter((id) => id === 'stations');
}

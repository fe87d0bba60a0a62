import { h, replace } from './dom';
import { t } from './i18n';
import type { Store, ViewState } from './state';
import { validXyz } from './basemap';

const tiandituItem = 'riskmap.tianditu';
const xyzItem = 'riskmap.xyz';

function stored(item: string): string {
    try {
        return localStorage.getItem(item) ?? '';
    } catch {
        return '';
    }
}

function keep(item: string, text: string): void {
    try {
        localStorage.setItem(item, text);
    } catch {
        /* private browsing: the base map lasts until the page is closed */
    }
}

export const tiandituKey = () => stored(tiandituItem);
export const xyzUrl = () => stored(xyzItem);

function field(label: string, hint: string, value: string, apply: string, accept: (text: string) => boolean): HTMLElement {
    const input = h('input', { type: 'text', value, autocomplete: 'off', spellcheck: 'false' });
    const submit = (event: Event) => {
        event.preventDefault();
        input.setAttribute('aria-invalid', String(!accept(input.value.trim())));
    };
    return h(
        'form',
        { class: 'field', onsubmit: submit },
        h('label', {}, h('span', {}, label), input),
        h('button', { type: 'submit', class: 'primary' }, apply),
        h('p', { class: 'hint' }, hint),
    );
}

/** Base map and palette. A key or address is kept in this browser and never sent anywhere but to that map. */
export function renderSettings(body: Element, store: Store, palettes: boolean, onBase: () => void): void {
    const { lang, base, palette } = store.get();
    const choose = (value: ViewState['base']) => {
        store.set({ base: value });
        renderSettings(body, store, palettes, onBase);
    };
    const option = (value: ViewState['base'], label: string) => {
        const input = h('input', { type: 'radio', name: 'base', value, onchange: () => choose(value) });
        input.checked = base === value;
        return h('label', { class: 'option' }, input, h('span', {}, label));
    };
    const bases = h(
        'fieldset',
        {},
        h('legend', {}, t(lang, 'baseMap')),
        option('plain', t(lang, 'basePlain')),
        option('tianditu', t(lang, 'baseTianditu')),
        base === 'tianditu' &&
            field(t(lang, 'tiandituKey'), t(lang, 'keptHere'), tiandituKey(), t(lang, 'apply'), (text) => {
                if (!/^[0-9a-fA-F]{16,64}$/.test(text)) return false;
                keep(tiandituItem, text);
                onBase();
                return true;
            }),
        option('xyz', t(lang, 'baseXyz')),
        base === 'xyz' &&
            field(t(lang, 'xyzUrl'), `${t(lang, 'xyzHint')} ${t(lang, 'keptHere')}`, xyzUrl(), t(lang, 'apply'), (text) => {
                if (!validXyz(text)) return false;
                keep(xyzItem, text);
                onBase();
                return true;
            }),
    );
    const input = h('input', {
        type: 'checkbox',
        onchange: () => store.set({ palette: input.checked ? 'colourblind' : 'default' }),
    });
    input.checked = palette === 'colourblind';
    const colours = palettes && h('fieldset', {}, h('label', { class: 'option' }, input, h('span', {}, t(lang, 'palette'))));
    replace(body, bases, colours);
}

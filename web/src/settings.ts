import { configuredBase, keepSetting, setting, usable, userBases, type UserBase } from './bases';
import { h, replace } from './dom';
import { t, type Word } from './i18n';
import type { Lang } from './api';
import type { Store, ViewState } from './state';

const words: Record<UserBase, { name: Word; label: Word; hint: Word }> = {
    tianditu: { name: 'baseTianditu', label: 'tiandituKey', hint: 'tiandituHint' },
    gcj02: { name: 'baseGcj02', label: 'xyzUrl', hint: 'gcj02Hint' },
    xyz: { name: 'baseXyz', label: 'xyzUrl', hint: 'xyzHint' },
};

/** The key or address of a base map. Kept in this browser and sent nowhere but to that map. */
function field(base: UserBase, lang: Lang, onBase: () => void): HTMLElement {
    const hint = `base-hint-${base}`;
    const input = h('input', { type: 'text', value: setting(base), autocomplete: 'off', spellcheck: 'false', 'aria-describedby': hint });
    const submit = (event: Event) => {
        event.preventDefault();
        const kept = keepSetting(base, input.value.trim());
        input.setAttribute('aria-invalid', String(!kept));
        if (kept) onBase();
    };
    const missing = !usable(base) && h('p', { class: 'hint' }, t(lang, 'baseMissing'));
    const server = usable(base) && configuredBase() === base && h('p', { class: 'hint' }, t(lang, 'fromServer'));
    return h(
        'form',
        { class: 'field', onsubmit: submit },
        h('label', {}, h('span', {}, t(lang, words[base].label)), input),
        h('button', { type: 'submit', class: 'primary' }, t(lang, 'apply')),
        missing,
        server,
        h('p', { class: 'hint', id: hint }, `${t(lang, words[base].hint)} ${t(lang, 'keptHere')}`),
    );
}

/** Base map and palette. */
export function renderSettings(body: Element, store: Store, palettes: boolean, onBase: () => void): void {
    const { lang, base, palette } = store.get();
    const again = () => renderSettings(body, store, palettes, onBase);
    const option = (value: ViewState['base'], label: Word) => {
        const choose = () => {
            store.set({ base: value });
            again();
        };
        const input = h('input', { type: 'radio', name: 'base', value, onchange: choose });
        input.checked = base === value;
        return h('label', { class: 'option' }, input, h('span', {}, t(lang, label)));
    };
    const applied = () => {
        onBase();
        again();
    };
    const bases = h('fieldset', {}, h('legend', {}, t(lang, 'baseMap')), option('plain', 'basePlain'));
    for (const other of userBases) {
        bases.append(option(other, words[other].name));
        if (other === base) bases.append(field(other, lang, applied));
    }
    const input = h('input', {
        type: 'checkbox',
        onchange: () => store.set({ palette: input.checked ? 'colourblind' : 'default' }),
    });
    input.checked = palette === 'colourblind';
    const colours = palettes && h('fieldset', {}, h('label', { class: 'option' }, input, h('span', {}, t(lang, 'palette'))));
    replace(body, bases, colours);
}

import type { Lang, Runs } from './api';
import { h, replace } from './dom';
import { timeText } from './format';
import { t } from './i18n';
import type { Store } from './state';

/** "2026年11月24日 13:38 · 最新": a run's time out of its id, YYYYMMDDTHHMMSSZ-digits. */
export function runText(id: string, current: string | null, lang: Lang): string {
    const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-/.exec(id);
    const time = parts ? timeText(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`, lang) : id;
    return id === current ? `${time} · ${t(lang, 'currentRun')}` : time;
}

/** Two runs by their times, and by their digits where those are the same to the minute. */
export function pairText(ids: [string, string], lang: Lang): [string, string] {
    const [a, b] = ids.map((id) => runText(id, null, lang));
    return a === b ? [`${a} · ${ids[0].slice(-8)}`, `${b} · ${ids[1].slice(-8)}`] : [a, b];
}

function chooser(ids: string[], value: string, label: (id: string) => string, onChoose: (id: string) => void): HTMLSelectElement {
    const select = h('select', { onchange: () => onChoose(select.value) });
    for (const id of ids) select.append(h('option', { value: id, selected: id === value }, label(id)));
    return select;
}

/** Chooses the run that is shown (a slider through time and a list) and the one beside it under the swipe. */
export class RunChooser {
    private ids: string[] = [];
    private current: string | null = null;

    constructor(
        runs: Runs,
        private readonly store: Store,
        private readonly shown: string,
    ) {
        this.know(runs);
    }

    /** What the server has; the page begins with the shown run alone. */
    know(runs: Runs): void {
        this.ids = runs.runs.map((entry) => entry.id).sort();
        this.current = runs.current;
    }

    has(id: string): boolean {
        return this.ids.includes(id);
    }

    get currentRun(): string | null {
        return this.current;
    }

    render(body: Element): void {
        const { lang, compare } = this.store.get();
        const name = (id: string) => (id ? `${runText(id, this.current, lang)} · ${id.slice(-8)}` : t(lang, 'noCompare'));
        const show = (id: string) => this.store.set({ run: id === this.current ? null : id, compare: compare === id ? null : compare });
        if (this.ids.length < 2) {
            replace(body, h('p', {}, runText(this.shown, this.current, lang)), h('p', { class: 'hint' }, t(lang, 'onlyRun')));
            return;
        }
        const at = this.ids.indexOf(this.shown);
        const slider = h('input', {
            type: 'range',
            min: 0,
            max: this.ids.length - 1,
            value: at,
            'aria-label': t(lang, 'shownRun'),
            'aria-valuetext': name(this.shown),
            onchange: () => show(this.ids[Number(slider.value)]),
        });
        const newest = [...this.ids].reverse();
        const others = ['', ...newest.filter((id) => id !== this.shown)];
        replace(
            body,
            h('fieldset', {}, h('legend', {}, t(lang, 'shownRun')), slider, h('label', {}, chooser(newest, this.shown, name, show))),
            h(
                'fieldset',
                {},
                h('legend', {}, t(lang, 'compareWith')),
                h('label', {}, chooser(others, compare ?? '', name, (id) => this.store.set({ compare: id || null }))),
                compare && this.modes(),
            ),
        );
        for (const [index, select] of [...body.querySelectorAll('select')].entries()) {
            select.setAttribute('aria-label', t(lang, index ? 'compareWith' : 'shownRun'));
        }
    }

    /** Side by side, or as what changed. */
    private modes(): HTMLElement {
        const { lang, mode } = this.store.get();
        const box = h('div', { class: 'segments', role: 'group', 'aria-label': t(lang, 'compareAs') });
        for (const [value, word] of [['swipe', 'asSwipe'], ['change', 'asChange']] as const) {
            const choose = () => this.store.set({ mode: value });
            box.append(h('button', { type: 'button', 'data-mode': value, 'aria-pressed': String(mode === value), onclick: choose }, t(lang, word)));
        }
        return box;
    }
}

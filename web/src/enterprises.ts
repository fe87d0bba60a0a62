import type Feature from 'ol/Feature';
import { accessKey, keepAccessKey } from './access';
import type { Api, Lang, Manifest } from './api';
import { h, replace } from './dom';
import { isWord, t, type Word } from './i18n';
import { overlaysOf } from './layers';
import type { Props } from './overlays';
import { codeColours, mark, pollutantNames, type ZoneNames } from './popup';

export type Order = 'byCode' | 'byGrade' | 'byId';

/** An enterprise as its sources tell of it; a source of no enterprise stands for itself. */
export interface Enterprise {
    id: string;
    name: string;
    zone: string;
    substances: string[];
    /** severe, high, moderate, low; empty where there is none or it may not be shown. */
    grade: string;
    /** red, yellow, green, none; empty likewise. */
    code: string;
    /** draft or released; empty where nobody judged it. */
    status: string;
    /** Keys of its sources on the map. */
    sources: string[];
}

const codes = ['red', 'yellow', 'green', 'none', ''];
const grades = ['severe', 'high', 'moderate', 'low', 'unknown', ''];
const text = (value: unknown) => (typeof value === 'string' ? value : '');

export function enterprisesOf(sources: { key: string; props: Props }[], zones: ZoneNames, lang: Lang): Enterprise[] {
    const found = new Map<string, Enterprise>();
    for (const { key, props } of sources) {
        const id = text(props.enterprise) || String(props.id ?? key);
        const names = lang === 'zh' ? [props.name_zh, props.name_en] : [props.name_en, props.name_zh];
        const entry = found.get(id) ?? {
            ...{ id, name: text(names.find(Boolean)), zone: props.zone ? zones(String(props.zone)) : '', substances: [], sources: [] },
            ...{ grade: text(props.grade), code: text(props.code), status: text(props.code_status) },
        };
        entry.sources.push(key);
        for (const substance of text(props.substances).split(/[,;]\s*/)) {
            if (substance && !entry.substances.includes(substance)) entry.substances.push(substance);
        }
        found.set(id, entry);
    }
    return [...found.values()];
}

/** Filters by any text that the list shows; the worst code or grade comes first. */
export function arrange(list: Enterprise[], filter: string, order: Order, words: (entry: Enterprise) => string): Enterprise[] {
    const wanted = filter.trim().toLowerCase();
    const named = (a: Enterprise, b: Enterprise) => a.id.localeCompare(b.id, 'zh', { numeric: true });
    const rank = (entry: Enterprise) => (order === 'byCode' ? codes.indexOf(entry.code) : grades.indexOf(entry.grade));
    return list
        .filter((entry) => words(entry).toLowerCase().includes(wanted))
        .sort((a, b) => (order === 'byId' ? 0 : rank(a) - rank(b)) || named(a, b));
}

export interface EnterprisesOptions {
    manifest: Manifest;
    root: Api;
    lang: () => Lang;
    sources: () => Promise<Feature[]>;
    zones: () => Promise<ZoneNames>;
    onChoose: (key: string) => void;
    /** Everything is asked for anew with the key. */
    onKey: () => void;
}

/** Whether there are enterprises to show, or a key would open them. */
export function hasEnterprises(manifest: Manifest): boolean {
    return manifest.restricted.includes('sources') || overlaysOf(manifest).some(({ id }) => id === 'sources');
}

/** Enterprises with their risk code, its status, substances; the key that opens them where they are restricted. */
export class Enterprises {
    private filter = '';
    private order: Order = 'byCode';

    constructor(
        private readonly body: Element,
        private readonly options: EnterprisesOptions,
    ) {}

    async render(): Promise<void> {
        const { manifest } = this.options;
        if (!overlaysOf(manifest).some(({ id }) => id === 'sources')) {
            replace(this.body, ...this.locked());
            return;
        }
        const lang = this.options.lang();
        const [features, zones] = await Promise.all([this.options.sources(), this.options.zones()]);
        const list = enterprisesOf(features.map((feature) => ({ key: String(feature.getId()), props: feature.getProperties() })), zones, lang);
        const items = h('ul', { class: 'places enterprises' });
        const count = h('p', { class: 'hint', role: 'status' });
        const fill = () => {
            const shown = arrange(list, this.filter, this.order, (entry) => this.words(entry));
            count.textContent = `${shown.length} / ${list.length} ${t(lang, 'shown')}`;
            replace(items, ...shown.map((entry) => this.item(entry)));
        };
        const drafts = list.some((entry) => entry.status === 'draft');
        replace(
            this.body,
            mark(manifest, lang),
            manifest.synthetic && h('p', { class: 'hint' }, t(lang, 'fictitiousNote')),
            drafts && h('p', { class: 'hint' }, t(lang, manifest.audience === 'public' ? 'draftsHidden' : 'draftNote')),
            this.tools(fill),
            count,
            items,
            accessKey() && h('button', { type: 'button', class: 'link', onclick: () => this.useKey('') }, t(lang, 'forgetKey')),
        );
        fill();
    }

    private tools(fill: () => void): HTMLElement {
        const lang = this.options.lang();
        const search = h('input', {
            type: 'search',
            placeholder: t(lang, 'filter'),
            title: t(lang, 'searchEnterprise'),
            'aria-label': t(lang, 'searchEnterprise'),
            oninput: () => {
                this.filter = search.value;
                fill();
            },
        });
        search.value = this.filter;
        const select = h('select', {
            'aria-label': t(lang, 'sortBy'),
            onchange: () => {
                this.order = select.value as Order;
                fill();
            },
        });
        for (const order of ['byCode', 'byGrade', 'byId'] as Order[]) select.append(h('option', { value: order, selected: order === this.order }, t(lang, order)));
        return h('div', { class: 'tools' }, search, select);
    }

    private words(entry: Enterprise): string {
        const lang = this.options.lang();
        return [entry.id, this.name(entry), entry.zone, ...this.substances(entry), codeText(entry, lang), wordOf('grade', entry.grade, lang), statusText(entry, lang)].join(' ');
    }

    /** A synthetic run shows no name beside a judgement, and says that the enterprise does not exist. */
    private name(entry: Enterprise): string {
        return this.options.manifest.synthetic ? t(this.options.lang(), 'fictitious') : entry.name;
    }

    private substances(entry: Enterprise): string[] {
        return pollutantNames(entry.substances, this.options.manifest, this.options.lang());
    }

    private item(entry: Enterprise): HTMLElement {
        const { onChoose } = this.options;
        const lang = this.options.lang();
        const chip = h('span', { class: 'chip', style: `--colour:${codeColours[entry.code] ?? 'transparent'}`, 'aria-hidden': true });
        const detail = [entry.zone, this.substances(entry).join(lang === 'zh' ? '、' : ', ')].filter(Boolean).join(' · ');
        const judged = [wordOf('grade', entry.grade, lang), statusText(entry, lang)].filter(Boolean).join(' · ');
        const button = h(
            'button',
            { type: 'button', 'data-key': entry.sources[0], onclick: () => onChoose(entry.sources[0]) },
            h('strong', {}, entry.id),
            h('span', { class: 'name' }, this.name(entry)),
            h('span', { class: 'level' }, entry.code && chip, codeText(entry, lang)),
            h('span', { class: 'detail' }, detail),
            h('span', { class: 'judged' }, judged),
        );
        return h('li', {}, button);
    }

    private locked(): HTMLElement[] {
        const lang = this.options.lang();
        const input = h('input', { type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'key-note' });
        const wrong = h('p', { class: 'warn', role: 'alert' });
        const submit = async (event: Event) => {
            event.preventDefault();
            const key = input.value.trim();
            const taken = /^[\x21-\x7e]+$/.test(key) && (await this.options.root.takes(key, 'sources').catch(() => false));
            input.setAttribute('aria-invalid', String(!taken));
            wrong.textContent = taken ? '' : t(lang, 'keyRefused');
            if (taken) this.useKey(key);
        };
        const form = h(
            'form',
            { class: 'field key', onsubmit: (event) => void submit(event) },
            h('label', {}, h('span', {}, t(lang, 'accessKey')), input),
            h('button', { type: 'submit', class: 'primary' }, t(lang, 'open')),
            wrong,
            h('p', { class: 'hint', id: 'key-note' }, t(lang, 'keyNote')),
        );
        return [h('p', {}, t(lang, 'enterprisesRestricted')), form];
    }

    private useKey(key: string): void {
        keepAccessKey(key);
        this.options.onKey();
    }
}

export function wordOf(kind: 'grade' | 'code' | 'status', value: string, lang: Lang): string {
    const word = `${kind}-${value}`;
    return isWord(word) ? t(lang, word as Word) : value;
}

function codeText(entry: Enterprise, lang: Lang): string {
    return entry.code ? wordOf('code', entry.code, lang) : '';
}

function statusText(entry: Enterprise, lang: Lang): string {
    return entry.status ? wordOf('status', entry.status, lang) : '';
}

import type Feature from 'ol/Feature';
import { accessKey, keepAccessKey } from './access';
import { Refused, type Api, type EnterprisePage, type Lang, type Manifest, type RegisterEntry } from './api';
import { h, icon, replace } from './dom';
import { codeBanner, codeChip, fileContent, wordOf } from './enterprisefile';
import { pick, t } from './i18n';
import { overlaysOf } from './layers';
import { fileLink, printFile } from './onefile';
import type { Props } from './overlays';
import { mark, pollutantNames, table, type ZoneNames } from './popup';

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
    /** Whether the run has a page of it, and whether that needs a key. */
    page: 'none' | 'open' | 'closed';
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
            ...{ grade: text(props.grade), code: text(props.code), status: text(props.code_status), page: 'none' as const },
        };
        entry.sources.push(key);
        for (const substance of text(props.substances).split(/[,;]\s*/)) {
            if (substance && !entry.substances.includes(substance)) entry.substances.push(substance);
        }
        found.set(id, entry);
    }
    return [...found.values()];
}

/** Adds what the register knows: its own name, what a key opens, enterprises that have no source on the map. */
export function withRegister(list: Enterprise[], register: RegisterEntry[], zones: ZoneNames, lang: Lang): Enterprise[] {
    const known = new Map(list.map((entry) => [entry.id, entry]));
    for (const row of register) {
        const entry = known.get(row.enterprise) ?? { id: row.enterprise, name: '', zone: '', substances: [], grade: '', code: '', status: '', sources: [], page: 'none' };
        known.set(row.enterprise, {
            ...entry,
            name: pick(lang, row.name) || entry.name,
            zone: row.zone ? zones(row.zone) : entry.zone,
            grade: row.grade ?? entry.grade,
            code: row.code ?? entry.code,
            status: row.status,
            page: row.links.length ? 'open' : 'closed',
        });
    }
    return [...known.values()];
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
    /** Pinned to the run that is shown. */
    api: Api;
    lang: () => Lang;
    sources: () => Promise<Feature[]>;
    receptors: () => Promise<Feature[]>;
    zones: () => Promise<ZoneNames>;
    /** The enterprise whose page is shown; null: the list. */
    chosen: () => string | null;
    choose: (id: string | null) => void;
    /** Shows places on the map. */
    flyTo: (keys: string[]) => void;
    onFailure: (error: unknown) => void;
    /** Everything is asked for anew with the key. */
    onKey: () => void;
}

/** Whether there are enterprises to show, or a key would open them. */
export function hasEnterprises(manifest: Manifest): boolean {
    return manifest.restricted.includes('sources') || Boolean(manifest.enterprise_pages) || overlaysOf(manifest).some(({ id }) => id === 'sources');
}

/** Enterprises with their risk code, its status, substances, and the page of one; the key that opens them where they are restricted. */
export class Enterprises {
    private filter = '';
    private order: Order = 'byCode';
    /** What stood there last: the focus follows when that changes, and stays where a page is opened by its address. */
    private shown: string | null;
    private round = 0;

    constructor(
        private readonly body: HTMLElement,
        private readonly options: EnterprisesOptions,
    ) {
        this.shown = options.chosen();
    }

    async render(): Promise<void> {
        const round = ++this.round;
        const { manifest, chosen, onFailure } = this.options;
        const closed = manifest.restricted.includes('sources') && !overlaysOf(manifest).some(({ id }) => id === 'sources');
        const id = chosen();
        this.body.closest('.panel')?.classList.toggle('reading', id !== null && !closed);
        if (closed) {
            replace(this.body, h('p', {}, t(this.options.lang(), 'enterprisesRestricted')), this.keyForm((key) => this.options.root.takes(key, 'sources')));
            return;
        }
        try {
            const list = await this.list();
            const content = id === null ? this.listContent(list) : await this.pageContent(id, list);
            if (round !== this.round) return;
            replace(this.body, ...content);
            this.takeFocus(id);
        } catch (error) {
            if (round === this.round) onFailure(error);
        }
    }

    /** From the page to the list; false where the list stands already. */
    back(): boolean {
        if (this.options.chosen() === null) return false;
        this.options.choose(null);
        return true;
    }

    private takeFocus(id: string | null): void {
        const before = this.shown;
        if (id === before) return;
        this.shown = id;
        if (id !== null) this.body.scrollTop = 0;
        this.body.querySelector<HTMLElement>(id !== null ? 'h3' : `[data-enterprise="${CSS.escape(before!)}"]`)?.focus();
    }

    private async list(): Promise<Enterprise[]> {
        const { manifest, api, sources } = this.options;
        const lang = this.options.lang();
        const pages = Boolean(manifest.enterprise_pages);
        const [features, zones, register] = await Promise.all([sources(), this.options.zones(), pages ? api.register() : []]);
        const list = enterprisesOf(features.map((feature) => ({ key: String(feature.getId()), props: feature.getProperties() })), zones, lang);
        return withRegister(list, register, zones, lang);
    }

    private listContent(list: Enterprise[]): (Node | null | false | string)[] {
        const { manifest } = this.options;
        const lang = this.options.lang();
        const items = h('ul', { class: 'places enterprises' });
        const count = h('p', { class: 'hint', role: 'status' });
        const fill = () => {
            const shown = arrange(list, this.filter, this.order, (entry) => this.words(entry));
            count.textContent = `${shown.length} / ${list.length} ${t(lang, 'shown')}`;
            replace(items, ...shown.map((entry) => this.item(entry)));
        };
        const drafts = list.some((entry) => entry.status === 'draft');
        const hidden = manifest.audience === 'public' && list.some((entry) => entry.status === 'draft' && !entry.code);
        fill();
        return [
            mark(manifest, lang),
            manifest.synthetic && h('p', { class: 'hint' }, t(lang, 'fictitiousNote')),
            drafts && h('p', { class: 'hint' }, t(lang, hidden ? 'draftsHidden' : 'draftNote')),
            this.tools(fill),
            count,
            items,
            this.forget(),
        ];
    }

    private forget(): HTMLElement | '' {
        return accessKey() && h('button', { type: 'button', class: 'link', onclick: () => this.useKey('') }, t(this.options.lang(), 'forgetKey'));
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
        const lang = this.options.lang();
        const detail = [entry.zone, this.substances(entry).join(lang === 'zh' ? '、' : ', ')].filter(Boolean).join(' · ');
        const judged = [wordOf('grade', entry.grade, lang), statusText(entry, lang)].filter(Boolean).join(' · ');
        const button = h(
            'button',
            { type: 'button', 'data-enterprise': entry.id, onclick: () => this.options.choose(entry.id) },
            h('strong', {}, entry.id),
            h('span', { class: 'name' }, this.name(entry)),
            h('span', { class: 'level' }, entry.code && codeChip(entry.code), codeText(entry, lang)),
            h('span', { class: 'detail' }, detail),
            h('span', { class: 'judged' }, judged),
        );
        return h('li', {}, button);
    }

    private async pageContent(id: string, list: Enterprise[]): Promise<(Node | null | false | string)[]> {
        const lang = this.options.lang();
        const back = h('button', { type: 'button', class: 'link back', onclick: () => void this.back() }, icon('back') as never, t(lang, 'toList'));
        const entry = list.find((other) => other.id === id);
        if (!entry) return [back, h('h3', { tabindex: -1 }, id), h('p', { class: 'warn' }, t(lang, 'noEnterprise'))];
        const page = entry.page === 'open' ? await this.options.api.enterprise(id) : null;
        return [back, await this.article(entry, page)];
    }

    private async article(entry: Enterprise, page: EnterprisePage | null): Promise<HTMLElement> {
        const { manifest, receptors, flyTo } = this.options;
        const lang = this.options.lang();
        const name = this.name(entry);
        const title = manifest.synthetic || !name ? entry.id : name;
        const context = { manifest, lang, receptors: page ? await receptors().catch(() => []) : [], flyTo: (key: string) => flyTo([key]) };
        const content = page ? fileContent(page, context) : this.withoutPage(entry);
        return h(
            'article',
            { class: 'file', 'aria-labelledby': 'file-title' },
            mark(manifest, lang),
            h('p', { class: 'eyebrow' }, t(lang, 'enterpriseFile')),
            h('h3', { id: 'file-title', tabindex: -1 }, title),
            h('p', { class: 'hint' }, title === entry.id ? name : entry.id),
            (page || entry.code) && codeBanner(page?.grading.code ?? entry.code, page?.release.status ?? entry.status, page?.release.changed_since_release ?? false, lang),
            this.facts(entry, page),
            this.actions(entry),
            ...content,
        );
    }

    private facts(entry: Enterprise, page: EnterprisePage | null): HTMLElement {
        const lang = this.options.lang();
        const withheld = entry.page === 'closed' && entry.status === 'draft';
        const rows = [
            page && { name: t(lang, 'permitNumber'), value: page.permit_number || t(lang, 'missing') },
            entry.zone && { name: t(lang, 'zone'), value: entry.zone },
            page?.industry && { name: t(lang, 'industry'), value: page.industry },
            !page && entry.substances.length > 0 && { name: t(lang, 'emits'), value: this.substances(entry).join(lang === 'zh' ? '、' : ', ') },
            !page && (entry.grade || withheld) && { name: t(lang, 'grade'), value: entry.grade ? wordOf('grade', entry.grade, lang) : t(lang, 'withheld') },
            !page && !entry.code && withheld && { name: t(lang, 'riskCode'), value: t(lang, 'withheld') },
            !page && entry.status && { name: t(lang, 'codeStatus'), value: statusText(entry, lang) },
        ];
        return table(rows.filter((row): row is { name: string; value: string } => Boolean(row)));
    }

    private actions(entry: Enterprise): HTMLElement {
        const { api, flyTo, onFailure } = this.options;
        const lang = this.options.lang();
        const fly = h('button', { type: 'button', class: 'action', onclick: () => flyTo(entry.sources) }, icon('places') as never, t(lang, 'flyTo'));
        const print = h('button', { type: 'button', class: 'action', onclick: () => void printFile(api, entry.id, lang).catch(onFailure) }, icon('print') as never, t(lang, 'print'));
        const open = entry.page === 'open';
        return h('div', { class: 'actions' }, entry.sources.length > 0 && fly, open && fileLink(api, entry.id, lang, onFailure), open && print);
    }

    /** What stands instead of the page: why it is not there, and the key that opens it. */
    private withoutPage(entry: Enterprise): HTMLElement[] {
        const lang = this.options.lang();
        if (entry.page === 'none') return [h('p', { class: 'hint' }, t(lang, 'noPage'))];
        const form = this.keyForm((key) => this.options.api.opens(key, entry.id));
        const words = ['draftClosed', 'draftClosedKey', 'draftClosedStaff'] as const;
        return [h('div', { class: 'closed' }, ...words.map((word) => h('p', {}, t(lang, word)))), form];
    }

    private keyForm(opens: (key: string) => Promise<boolean>): HTMLElement {
        const lang = this.options.lang();
        const input = h('input', { type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'key-note' });
        const wrong = h('p', { class: 'warn', role: 'alert' });
        const submit = async (event: Event) => {
            event.preventDefault();
            const key = input.value.trim();
            const taken = /^[\x21-\x7e]+$/.test(key) && (await opens(key).catch((error: unknown) => this.refused(error)));
            input.setAttribute('aria-invalid', String(!taken));
            wrong.textContent = taken ? '' : t(lang, 'keyRefused');
            if (taken) this.useKey(key);
        };
        return h(
            'form',
            { class: 'field key', onsubmit: (event) => void submit(event) },
            h('label', {}, h('span', {}, t(lang, 'accessKey')), input),
            h('button', { type: 'submit', class: 'primary' }, t(lang, 'open')),
            wrong,
            h('p', { class: 'hint', id: 'key-note' }, t(lang, 'keyNote')),
        );
    }

    private refused(error: unknown): false {
        if (!(error instanceof Refused)) this.options.onFailure(error);
        return false;
    }

    private useKey(key: string): void {
        keepAccessKey(key);
        this.options.onKey();
    }
}

function codeText(entry: Enterprise, lang: Lang): string {
    return entry.code ? wordOf('code', entry.code, lang) : '';
}

function statusText(entry: Enterprise, lang: Lang): string {
    return entry.status ? wordOf('status', entry.status, lang) : '';
}

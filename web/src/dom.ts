type Value = string | number | boolean | null | undefined | ((event: Event) => void);
type Child = Node | Element | string | null | undefined | false;

/** Makes an element: `on…` attributes are listeners, `true` is an empty attribute, null and false are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Record<string, Value> = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === 'function') element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? '' : String(value));
    }
    for (const child of children) if (child) element.append(child);
    return element;
}

export function replace(parent: Element, ...children: Child[]): void {
    parent.replaceChildren(...children.filter((child): child is Node | string => !!child));
}

export function byId(id: string): HTMLElement {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element #${id}`);
    return element;
}

/** Inline icon from index.html's sprite. */
export function icon(name: string): Element {
    const template = document.createElement('template');
    template.innerHTML = `<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-${name}"/></svg>`;
    return template.content.firstElementChild!;
}

/** Runs `work` at most once per `ms`, always with the latest arguments. */
export function throttle<A extends unknown[]>(work: (...args: A) => void, ms: number): (...args: A) => void {
    let timer: number | undefined;
    let latest: A;
    let last = 0;
    return (...args: A) => {
        latest = args;
        if (timer !== undefined) return;
        timer = window.setTimeout(
            () => {
                timer = undefined;
                last = Date.now();
                work(...latest);
            },
            Math.max(0, last + ms - Date.now()),
        );
    };
}

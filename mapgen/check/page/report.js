const list = [...document.querySelectorAll('li')], points = [...document.querySelectorAll('.point')];
const search = document.getElementById('search'), code = document.getElementById('code'), map = document.getElementById('map');

function filter() {
  const on = new Set([...document.querySelectorAll('.severity:checked')].map(box => box.value));
  const words = search.value.trim().toLowerCase();
  let shown = 0;
  for (const item of list) {
    const visible = on.has(item.dataset.severity) && (!code.value || item.dataset.code === code.value) &&
        (!words || item.textContent.toLowerCase().includes(words));
    item.hidden = !visible;
    shown += visible;
  }
  document.getElementById('shown').textContent = shown + ' / ' + list.length;
}

// The map: `view` is the part that is seen, in the drawing's units; signs and names keep their size on the screen.
const whole = map ? map.viewBox.baseVal : null;
let view = whole && {x: whole.x, y: whole.y, width: whole.width, height: whole.height};
const full = {...view};

function draw() {
  if (!map) return;
  map.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  const unit = view.width / map.clientWidth;
  const taken = points.map(point => box(point.dataset.x, point.dataset.y, -6, -6, 12, 12, unit));
  points.forEach((point, index) => {
    point.setAttribute('transform', `translate(${point.dataset.x} ${point.dataset.y}) scale(${unit})`);
    const text = point.querySelector('text');
    if (!text) return;
    const width = 7 * text.textContent.length + 4;
    const spots = [[9, -8], [-9 - width, -8], [-width / 2, -24], [-width / 2, 8]];
    const free = spots.find(([x, y]) => {
      const own = box(point.dataset.x, point.dataset.y, x, y, width, 16, unit);
      return !taken.some((other, at) => at !== index && overlap(own, other));
    });
    const spot = free || spots[0];
    text.setAttribute('x', spot[0]);
    text.setAttribute('y', spot[1] + 12);
    const named = point.matches('.error, .warning, .chosen');
    point.classList.toggle('crowded', named && !free);
    if (named && free) taken.push(box(point.dataset.x, point.dataset.y, spot[0], spot[1], width, 16, unit));
  });
  drawScale(unit);
}
function box(x, y, left, top, width, height, unit) {
  return {x: +x + left * unit, y: +y + top * unit, width: width * unit, height: height * unit};
}
function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
function drawScale(unit) {
  const metres = unit * map.dataset.metres, most = 120 * metres;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map(step => step * power).find(step => step <= most);
  const scale = document.getElementById('scale');
  scale.style.width = length / metres + 'px';
  scale.textContent = length >= 1000 ? length / 1000 + ' km' : length + ' m';
}
function zoom(factor, x = view.x + view.width / 2, y = view.y + view.height / 2) {
  const width = Math.min(full.width, Math.max(full.width / 200, view.width * factor));
  const share = width / view.width;
  place(x - (x - view.x) * share, y - (y - view.y) * share, width);
}
function place(x, y, width) {
  const height = width * full.height / full.width;
  view = {x: Math.min(Math.max(x, full.x), full.x + full.width - width),
          y: Math.min(Math.max(y, full.y), full.y + full.height - height), width, height};
  draw();
}
function at(event) {
  const frame = map.getBoundingClientRect();
  return {x: view.x + (event.clientX - frame.left) / frame.width * view.width,
          y: view.y + (event.clientY - frame.top) / frame.height * view.height};
}
if (map) {
  map.addEventListener('wheel', event => {
    event.preventDefault();
    const p = at(event);
    zoom(event.deltaY > 0 ? 1.3 : 1 / 1.3, p.x, p.y);
  }, {passive: false});
  let grip = null;
  map.addEventListener('pointerdown', event => { grip = at(event); });
  window.addEventListener('pointermove', event => {
    if (!grip || !event.buttons) return;
    const p = at(event);
    place(view.x + grip.x - p.x, view.y + grip.y - p.y, view.width);
  });
  window.addEventListener('pointerup', () => { grip = null; });
  document.getElementById('nearer').addEventListener('click', () => zoom(0.5));
  document.getElementById('farther').addEventListener('click', () => zoom(2));
  document.getElementById('all').addEventListener('click', () => place(full.x, full.y, full.width));
  window.addEventListener('resize', draw);
}

function choose(name, scroll) {
  for (const element of [...list, ...points]) element.classList.toggle('chosen', element.dataset.place === name);
  const first = list.find(item => item.dataset.place === name && !item.hidden);
  if (scroll && first) first.scrollIntoView({block: 'center'});
  const point = points.find(element => element.dataset.place === name);
  if (point) point.parentNode.append(point);
  if (point && !scroll) {
    const width = Math.min(view.width, full.width / 5);
    place(point.dataset.x - width / 2, point.dataset.y - width * full.height / full.width / 2, width);
  } else if (map) {
    draw();
  }
}
for (const item of list) {
  item.tabIndex = 0;
  item.addEventListener('click', () => choose(item.dataset.place, false));
  item.addEventListener('keydown', event => { if (event.key === 'Enter') choose(item.dataset.place, false); });
}
for (const point of points) point.addEventListener('click', () => choose(point.dataset.place, true));
for (const input of document.querySelectorAll('.filters input, .filters select')) input.addEventListener('input', filter);
function speak(language) {
  document.documentElement.lang = language;
  for (const option of code.options) option.textContent = option.dataset[language];
}
document.getElementById('language').addEventListener('click', () => speak(document.documentElement.lang === 'zh' ? 'en' : 'zh'));
speak(navigator.language.startsWith('zh') ? 'zh' : 'en');
filter();
draw();

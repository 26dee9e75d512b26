// The page's only script. All data stands in the list itself: it reads, filters and draws, and fetches nothing.
'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.className = 'js';
  const DAY = 864e5, EPOCH = 719163;
  const date = (n) => new Date((n - EPOCH) * DAY);
  const iso = (n) => { const d = date(n); return String(d.getUTCFullYear()).padStart(4, '0') + d.toISOString().slice(-20, -14); };
  const dayOf = (y, m, d) => { const t = new Date(0); t.setUTCFullYear(y, m, d); return Math.round(t / DAY) + EPOCH; };
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  // A fact: its element, first and last day (null: open), type, status, names, place, sources, and its words when they are first asked for.
  const number = (text) => (text === undefined ? null : +text);
  const facts = [...document.querySelectorAll('#facts li')].map((el) => {
    const d = el.dataset;
    return { el, lo: number(d.lo), hi: number(d.hi), kind: d.k, status: d.s, names: d.n ? d.n.split('\n') : [], place: d.p || '', source: d.o ? d.o.split('\n') : [], shown: true, text: null };
  });
  const sections = [...document.querySelectorAll('#facts section')].map((el) => ({ el, facts: [] }));
  { let s = -1, last = null; for (const f of facts) { const own = f.el.parentNode; if (own !== last) { last = own; s++; } sections[s].facts.push(f); } }
  // What is far from the window is neither laid out nor looked at; so that the page keeps its length, each year tells about how long it is.
  for (const s of sections) if (facts.length > 500) { s.el.style.contentVisibility = 'auto'; s.el.style.containIntrinsicSize = `auto ${(s.facts.length * 6.5 + 4).toFixed()}rem`; }
  const dated = facts.filter((f) => f.lo !== null || f.hi !== null);
  const middle = (f) => (f.lo === null ? f.hi : f.hi === null ? f.lo : (f.lo + f.hi) / 2);

  // What the drawings span: all dates, but for a few that lie far out.
  const ends = dated.map(middle).sort((a, b) => a - b);
  const at = (q) => ends[Math.min(ends.length - 1, Math.floor(q * ends.length))];
  let span = [0, 1];
  if (ends.length) {
    let [a, b] = [ends[0], ends[ends.length - 1]];
    const [c, d] = [at(.02), at(.98)];
    if (b - a > 8 * Math.max(d - c, 365)) { const w = Math.max(d - c, 30); a = Math.max(a, c - w * .1); b = Math.min(b, d + w * .1); }
    span = [Math.floor(a) - 1, Math.ceil(b) + 1];
  }

  // The choice, kept in the address.
  const fields = ['q', 'actor', 'place', 'source', 'from', 'to', 'lanes', 'order'];
  const boxes = [...document.querySelectorAll('#tools input[type=checkbox]')];
  const typeSelect = $('type');
  const read = () => {
    const p = new URLSearchParams(location.hash.slice(1));
    for (const name of fields) { const v = p.get(name); $(name).value = v === null ? ($(name).dataset.start || '') : v; }
    typeSelect.value = p.get('type') || '';
    const off = (p.get('without') || '').split(',');
    for (const box of boxes) box.checked = !off.includes(box.value);
  };
  // On a narrow screen the filters are folded away; how many are set stands beside.
  const more = $('more'), wide = matchMedia('(min-width: 40rem)');
  const told = () => {
    const n = ['actor', 'place', 'source', 'from', 'to', 'type'].filter((name) => $(name).value.trim()).length + boxes.filter((b) => !b.checked).length;
    more.firstElementChild.textContent = n ? `Filters (${n})` : 'Filters';
  };
  const fold = () => { more.open = wide.matches; };
  wide.addEventListener('change', fold);
  const write = () => {
    const p = new URLSearchParams();
    for (const name of fields) { const v = $(name).value.trim(); if (v && v !== ($(name).dataset.start || '')) p.set(name, v); }
    if (typeSelect.value) p.set('type', typeSelect.value);
    const off = boxes.filter((b) => !b.checked).map((b) => b.value);
    if (off.length) p.set('without', off.join(','));
    told();
    const hash = p.toString();
    history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search);
  };
  // "2018", "2018-04" or "2018-04-12": the first or the last day of it.
  const bound = (text, last) => {
    const m = /^(\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim());
    if (!m) return null;
    const [y, mo, d] = [+m[1], m[2] ? +m[2] - 1 : null, m[3] ? +m[3] : null];
    if (!last) return dayOf(y, mo === null ? 0 : mo, d === null ? 1 : d);
    return d !== null ? dayOf(y, mo, d) : mo !== null ? dayOf(y, mo + 1, 0) : dayOf(y, 11, 31);
  };

  // A browser that lays out a list from which thousands of items go takes seconds; one that sees it only before and after takes none.
  const apart = (many, change) => {
    if (many < 100) return change();
    const list = $('facts'), top = scrollY;
    list.style.display = 'none'; void list.offsetHeight;
    change();
    void document.body.offsetHeight;
    list.style.display = '';
    scrollTo(0, top);
  };

  const filter = () => {
    const words = $('q').value.toLowerCase().split(/\s+/).filter(Boolean);
    const part = (name) => $(name).value.trim().toLowerCase();
    const [actor, place, source] = [part('actor'), part('place'), part('source')];
    const [from, to] = [bound($('from').value, false), bound($('to').value, true)];
    const off = new Set(boxes.filter((b) => !b.checked).map((b) => b.value));
    const type = typeSelect.value, changed = [];
    let n = 0;
    for (const f of facts) {
      let ok = !off.has(f.status) && (!type || f.kind === type);
      if (ok && (from !== null || to !== null)) {
        ok = (f.lo !== null || f.hi !== null) && (from === null || f.hi === null || f.hi >= from) && (to === null || f.lo === null || f.lo <= to);
      }
      if (ok && actor) ok = f.names.some((x) => x.toLowerCase().includes(actor));
      if (ok && place) ok = f.place.toLowerCase().includes(place);
      if (ok && source) ok = f.source.some((x) => x.toLowerCase().includes(source));
      if (ok && words.length) {
        if (f.text === null) f.text = f.el.textContent.toLowerCase();
        ok = words.every((w) => f.text.includes(w));
      }
      if (ok !== f.shown) { f.shown = ok; changed.push(f); }
      if (ok) n++;
    }
    apart(changed.length, () => { for (const f of changed) f.el.hidden = !f.shown; });
    for (const s of sections) { const none = !s.facts.some((f) => f.shown); if (s.el.hidden !== none) s.el.hidden = none; }
    $('count').textContent = n === facts.length ? `${n.toLocaleString('en')} facts` : `${n.toLocaleString('en')} of ${facts.length.toLocaleString('en')} facts`;
    $('none').hidden = n > 0;
  };

  // Drawing.
  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const fit = (canvas, height) => {
    const ratio = window.devicePixelRatio || 1, width = canvas.clientWidth;
    canvas.width = Math.max(1, width * ratio); canvas.height = height * ratio;
    const c = canvas.getContext('2d');
    c.scale(ratio, ratio); c.font = '11px system-ui, sans-serif';
    return [c, width];
  };
  // Left of both drawings the lanes have their names.
  let gutter = 0;
  const x = (n, width) => gutter + ((n - span[0]) / (span[1] - span[0])) * (width - gutter);
  const day = (px, width) => Math.round(span[0] + ((px - gutter) / (width - gutter)) * (span[1] - span[0]));
  const unit = () => { const days = span[1] - span[0]; return days > 365 * 40 ? 'year' : days > 200 ? 'month' : 'day'; };
  const label = (n) => { const d = date(n), u = unit(); return u === 'year' ? `${d.getUTCFullYear()}` : u === 'month' ? `${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}` : `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`; };
  const axis = (c, width, y) => {
    c.fillStyle = colour('dim');
    const steps = Math.max(1, Math.floor((width - gutter) / 110));
    for (let i = 0; i <= steps; i++) {
      const px = gutter + (i / steps) * (width - gutter), text = label(day(px, width));
      c.textAlign = i === 0 ? 'left' : i === steps ? 'right' : 'center';
      c.fillText(text, i === 0 ? px + 3 : i === steps ? width - 3 : px, y);
    }
  };
  const drawDensity = () => {
    const H = 72, [c, width] = fit($('density'), H);
    const room = width - gutter, bins = new Float64Array(Math.max(1, Math.min(Math.floor(room / 4), 240)));
    for (const f of dated) if (f.shown) { const i = Math.floor(((x(middle(f), width) - gutter) / room) * bins.length); if (i >= 0 && i < bins.length) bins[i]++; }
    const most = Math.max(1, ...bins), w = room / bins.length;
    c.fillStyle = colour('happened');
    bins.forEach((n, i) => { if (n) { const h = Math.max(2, (n / most) * (H - 20)); c.fillRect(gutter + i * w, H - 16 - h, Math.max(1, w - 1), h); } });
    const [from, to] = [bound($('from').value, false), bound($('to').value, true)];
    if (from !== null || to !== null) {
      const a = from === null ? gutter : Math.max(gutter, x(from, width)), b = to === null ? width : x(to + 1, width);
      c.fillStyle = colour('accent'); c.globalAlpha = .18; c.fillRect(a, 0, Math.max(2, b - a), H); c.globalAlpha = 1;
    }
    axis(c, width, H - 4);
    const top = bins.indexOf(most);
    $('density').setAttribute('aria-label', ends.length ? `Facts by date, ${label(span[0])} to ${label(span[1])}; most around ${label(day(gutter + (top + .5) * w, width))}. Arrow keys move the period, Shift widens it, Escape clears it.` : 'No dated facts');
  };
  // Where a lane holds too many facts to tell them apart, each column of it tells how many there are: a fact is one, spread over the days that it may be of.
  const MANY = 40, STATUSES = ['happened', 'planned', 'alleged', 'denied'];
  const drawSum = (c, width, y, height, sums, colours) => {
    let most = 0;
    const columns = Math.ceil(width - gutter), total = new Float64Array(columns);
    for (const s of STATUSES) { let now = 0; for (let i = 0; i < columns; i++) { now += sums[s][i]; sums[s][i] = now; total[i] += now; } }
    for (const n of total) most = Math.max(most, n);
    for (let i = 0; i < columns; i++) {
      if (total[i] < 1e-9) continue;
      c.globalAlpha = .08 + .92 * Math.sqrt(total[i] / most);
      let top = y;
      for (const s of STATUSES) { const h = height * sums[s][i] / total[i]; if (h > .01) { c.fillStyle = colours[s]; c.fillRect(gutter + i, top, 1, h); top += h; } }
    }
    c.globalAlpha = 1;
  };
  let marks = [];
  const lanes = () => {
    const by = $('lanes').value, counts = new Map(), keys = (f) => (by === 'actor' ? f.names : [f.kind]);
    if (by !== 'none') for (const f of dated) if (f.shown) for (const k of keys(f)) counts.set(k, (counts.get(k) || 0) + 1);
    const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, innerWidth < 640 ? 8 : 14).map((r) => r[0]);
    const canvas = $('lane-map'), R = 18, H = rows.length * R + 18;
    canvas.hidden = !rows.length;
    gutter = 0; marks = [];
    if (!rows.length) return () => {};
    canvas.style.height = H + 'px';
    const [c, width] = fit(canvas, H), widest = Math.min(170, width * .28);
    const names = rows.map((name) => { let text = name; while (text.length > 2 && c.measureText(text).width > widest) text = text.slice(0, -2).trimEnd() + '…'; return text; });
    gutter = Math.ceil(Math.max(...names.map((n) => c.measureText(n).width))) + 10;
    return () => drawLanes(c, width, H, R, rows, names, counts, keys, by);
  };
  const drawLanes = (c, width, H, R, rows, names, counts, keys, by) => {
    const line = new Map(rows.map((r, i) => [r, i])), colours = {}, columns = Math.ceil(width - gutter);
    for (const s of STATUSES) colours[s] = colour(s);
    const sums = rows.map((r) => counts.get(r) > MANY && Object.fromEntries(STATUSES.map((s) => [s, new Float64Array(columns + 1)])));
    const far = (span[1] - span[0]) * .04;
    c.fillStyle = colour('line');
    rows.forEach((_, i) => c.fillRect(0, (i + 1) * R, width, 1));
    c.save(); c.beginPath(); c.rect(gutter, 0, width - gutter, H); c.clip();
    for (const f of dated) {
      if (!f.shown) continue;
      for (const k of keys(f)) {
        const i = line.get(k);
        if (i === undefined) continue;
        const a = x(f.lo === null ? f.hi - far : f.lo, width), b = x(f.hi === null ? f.lo + far : f.hi + 1, width);
        const w = Math.max(3, b - a);
        if (b < gutter || a > width) continue;
        if (marks.length < 20000) marks.push([a, i * R, w, f]);
        if (sums[i]) {
          const first = Math.floor(a) - gutter, last = Math.max(first + 1, Math.ceil(b) - gutter), one = 1 / (last - first), sum = sums[i][f.status];
          sum[Math.max(0, first)] += one; sum[Math.min(columns, Math.max(0, last))] -= one;
          continue;
        }
        // Certain to the day is solid; between two bounds pale; an open end fades away.
        if (f.lo === null || f.hi === null) {
          const g = c.createLinearGradient(a, 0, a + w, 0);
          g.addColorStop(f.lo === null ? 0 : 1, colours[f.status] + '00'); g.addColorStop(f.lo === null ? 1 : 0, colours[f.status]);
          c.fillStyle = g;
        } else { c.fillStyle = colours[f.status]; c.globalAlpha = f.lo === f.hi ? 1 : w > 6 ? .3 : .6; }
        c.fillRect(a, i * R + 5, w, R - 9);
        c.globalAlpha = 1;
      }
    }
    sums.forEach((sum, i) => { if (sum) drawSum(c, width, i * R + 5, R - 9, sum, colours); });
    c.restore();
    c.textAlign = 'left'; c.fillStyle = colour('fg');
    names.forEach((name, i) => c.fillText(name, 4, i * R + 14));
    axis(c, width, H - 4);
    $('lane-map').setAttribute('aria-label', `Facts by ${by}: ${rows.map((r) => `${r} ${counts.get(r)}`).join(', ')}`);
  };
  const bars = () => {
    for (const f of facts.slice(0, 20000)) {
      const bar = f.el.querySelector('.bar');
      if (!bar) continue;
      const [lo, hi] = [f.lo, f.hi], wide = span[1] - span[0];
      const a = lo === null ? hi - wide * .06 : lo, b = hi === null ? lo + wide * .06 : hi + 1;
      const i = document.createElement('i');
      const left = Math.min(99.5, Math.max(0, ((a - span[0]) / wide) * 100));
      i.style.left = left + '%';
      i.style.width = Math.min(100 - left, Math.max(0, ((b - Math.max(a, span[0])) / wide) * 100)) + '%';
      i.className = lo === null ? 'open-start' : hi === null ? 'open-end' : lo === hi ? '' : 'loose';
      bar.append(i);
    }
  };

  let waiting = 0;
  const draw = () => { const rest = lanes(); drawDensity(); rest(); };
  const update = () => { filter(); write(); draw(); };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(update, 120); };
  const go = (f) => {
    if (!f) return;
    for (const other of document.querySelectorAll('#facts li.at')) { other.classList.remove('at'); other.removeAttribute('tabindex'); }
    f.el.classList.add('at'); f.el.tabIndex = 0; f.el.scrollIntoView({ block: 'center' }); f.el.focus({ preventScroll: true });
  };

  // The brush: a drag over the density chooses a period; so do the keys.
  const density = $('density');
  let start = null;
  const place = (e) => { const r = density.getBoundingClientRect(); return day(Math.min(r.width, Math.max(gutter, e.clientX - r.left)), r.width); };
  const choose = (a, b) => { $('from').value = iso(Math.max(1, Math.min(a, b))); $('to').value = iso(Math.max(1, Math.max(a, b))); };
  density.addEventListener('pointerdown', (e) => { start = place(e); density.setPointerCapture(e.pointerId); });
  density.addEventListener('pointermove', (e) => { if (start !== null) { choose(start, place(e)); drawDensity(); } });
  density.addEventListener('pointerup', (e) => {
    if (start === null) return;
    const end = place(e);
    if (Math.abs(end - start) * density.clientWidth < 4 * (span[1] - span[0])) { $('from').value = ''; $('to').value = ''; } else choose(start, end);
    start = null; update();
  });
  density.addEventListener('keydown', (e) => {
    const step = Math.max(1, Math.round((span[1] - span[0]) / 20));
    let from = bound($('from').value, false), to = bound($('to').value, true);
    if (e.key === 'Escape') { $('from').value = ''; $('to').value = ''; } else if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') {
      if (from === null) from = span[0];
      if (to === null) to = from + 4 * step;
      const d = e.key === 'ArrowRight' ? step : -step;
      choose(e.shiftKey ? from : from + d, Math.max(from + 1, to + d));
    } else return;
    e.preventDefault(); update();
  });
  $('lane-map').addEventListener('click', (e) => {
    const r = $('lane-map').getBoundingClientRect(), px = e.clientX - r.left, py = e.clientY - r.top;
    const near = marks.filter(([a, y, w]) => py >= y && py < y + 18 && px >= a - 3 && px <= a + w + 3).sort((a, b) => a[2] - b[2])[0];
    if (near) go(near[3]);
  });

  // The list by keys: up and down from fact to fact.
  $('facts').addEventListener('keydown', (e) => {
    const li = e.target.closest('li');
    if (!li || e.target !== li || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(e.key)) return;
    const shown = facts.filter((f) => f.shown), i = shown.findIndex((f) => f.el === li);
    e.preventDefault();
    go(shown[e.key === 'Home' ? 0 : e.key === 'End' ? shown.length - 1 : Math.min(shown.length - 1, Math.max(0, i + (e.key === 'ArrowDown' ? 1 : -1)))]);
  });
  $('facts').addEventListener('click', (e) => {
    const a = e.target.closest('a[href^="#f"]');
    // Long quotes and titles are cut; a click shows them whole.
    if (!a) { const li = e.target.closest('li'); if (li) li.classList.add('whole'); return; }
    const f = facts.find((other) => '#' + other.el.id === a.getAttribute('href'));
    if (f && f.shown) { e.preventDefault(); go(f); }
  });

  $('csv').addEventListener('click', () => {
    // Text that a spreadsheet would take for a formula gets an apostrophe.
    const cell = (v) => { const t = String(v === null ? '' : v), safe = /^[=+\-@\t\r]/.test(t) ? "'" + t : t; return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe; };
    const lines = [['date_earliest', 'date_latest', 'date', 'type', 'status', 'what', 'place', 'quote', 'source']];
    for (const f of facts) if (f.shown) {
      const get = (s) => { const el = f.el.querySelector(s); return el ? el.textContent : ''; };
      lines.push([f.lo === null ? '' : iso(f.lo), f.hi === null ? '' : iso(f.hi), get('time'), f.kind, f.status, get('h3 bdi'), f.place, get('.q'), get('cite')]);
    }
    const url = URL.createObjectURL(new Blob(['\ufeff' + lines.map((l) => l.map(cell).join(',')).join('\r\n') + '\r\n'], { type: 'text/csv' }));
    const a = document.createElement('a');
    a.href = url; a.download = 'timeline.csv'; a.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  $('clear').addEventListener('click', () => { history.replaceState(null, '', location.pathname + location.search); read(); update(); });
  $('order').addEventListener('change', () => { order(); update(); });
  const order = () => {
    const back = $('order').value === 'last', list = $('facts');
    if ((list.dataset.order === 'last') === back) return;
    list.dataset.order = back ? 'last' : '';
    apart(facts.length, () => {
      for (const s of [...list.children].filter((el) => el.tagName === 'SECTION').reverse()) {
        list.append(s);
        const ol = s.querySelector('ol');
        ol.append(...[...ol.children].reverse());
      }
    });
    facts.reverse();
  };
  $('tools').addEventListener('input', (e) => { if (e.target.id !== 'order') soon(); });
  $('tools').addEventListener('submit', (e) => { e.preventDefault(); update(); });
  addEventListener('hashchange', () => { if (!/^#f\d+$/.test(location.hash)) { read(); order(); filter(); draw(); } });
  addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  // Suggestions: the commonest names.
  const suggest = (id, values) => {
    const counts = new Map();
    for (const list of values) for (const v of list) if (v) counts.set(v, (counts.get(v) || 0) + 1);
    for (const [v] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 300)) { const o = document.createElement('option'); o.value = v; $(id).append(o); }
  };
  suggest('actors', facts.map((f) => f.names));
  suggest('places', facts.map((f) => [f.place]));
  suggest('sources', facts.map((f) => f.source));
  const first = /^#f\d+$/.test(location.hash) ? location.hash.slice(1) : null;
  if (!first) read();
  fold(); told(); order(); filter(); bars(); draw();
  if (facts.length) facts[0].el.tabIndex = 0;
  if (first) go(facts.find((f) => f.el.id === first));
  root.dataset.ready = Math.round(performance.now());
})();

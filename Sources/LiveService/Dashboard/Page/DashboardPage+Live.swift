extension DashboardPage {
  /// The view of the run under way.
  static let live = #"""
    const $ = id => document.getElementById(id);
    let state = null, rows = [], dirty = false;
    function clock(seconds) {
      if (seconds == null || !isFinite(seconds)) return '-';
      if (seconds < 9.95) return seconds.toFixed(1) + ' s';
      seconds = Math.round(seconds);
      if (seconds < 60) return seconds + ' s';
      const minutes = Math.floor(seconds / 60);
      if (minutes < 60) return minutes + ' min ' + seconds % 60 + ' s';
      return Math.floor(minutes / 60) + ' h ' + minutes % 60 + ' min';
    }
    function yuan(cents) { return short(cents / 100) + ' 元'; }
    function sum(object) { let s = 0; for (const key in object) s += object[key]; return s; }
    function tiles(pairs) {
      const host = $('tiles');
      host.textContent = '';
      for (const [value, label] of pairs) {
        const tile = document.createElement('div'), b = document.createElement('b'),
          span = document.createElement('span');
        tile.className = 'tile';
        b.textContent = value;
        span.textContent = label;
        tile.append(b, span);
        host.appendChild(tile);
      }
    }
    function drawState() {
      const s = state, m = s.money || { issued_cents: 0, settled_cents: 0, refunded_cents: 0,
        open_cents: 0 };
      $('title').textContent = s.title;
      $('phase').textContent = s.phase + (s.lag_milliseconds > 20
        ? ', ' + Math.round(s.lag_milliseconds) + ' ms behind' : '') + (s.stored ? ', stored' : '');
      $('progress').value = s.simulated_seconds / (s.total_seconds || 1);
      const over = s.phase == 'finished' || s.phase == 'stopped';
      for (const id of ['pause', 'step', 'stop', 'inject']) $(id).disabled = over;
      $('pause').textContent = s.phase == 'paused' ? 'Resume' : 'Pause';
      const balance = m.issued_cents == m.settled_cents + m.refunded_cents
        + m.open_cents && s.violations.length == 0;
      const failed = s.objectives.filter(o => !o.passed).length;
      tiles([
        [clock(s.simulated_seconds), 'of ' + clock(s.total_seconds) + ' simulated'],
        [short(s.pace) + 'x', 'of real time'],
        [short(s.events_per_wall_second) + '/s', short(s.events) + ' events so far'],
        [over ? '-' : clock(s.remaining_seconds), 'left'],
        [short(s.request_records), 'requests under way'],
        [yuan(m.settled_cents), 'of ' + yuan(m.issued_cents) + ' settled'],
        [balance ? '✓ balances' : '✗ DOES NOT', 'books to the cent']
      ].concat(s.phase == 'finished' ? [[failed ? '✗ ' + failed + ' failed' : '✓ held',
        s.objectives.length + ' objectives']] : []));
      drawFunnel(s.funnel);
      drawFaults(s.faults, over);
    }
    function drawFunnel(layers) {
      const host = $('funnel'), most = Math.max(1, ...layers.map(l => l.in));
      host.textContent = '';
      const root = svg('svg', { viewBox: `0 0 480 ${Math.max(layers.length, 1) * 24 + 4}`,
        role: 'img', 'aria-label': layers.map(l => `${l.layer}: ${l.in} in, ${l.out} out`)
          .join('; ') }, host);
      layers.forEach((layer, index) => {
        const y = index * 24 + 4, scale = v => 170 * v / most;
        svg('text', { x: 134, y: y + 13, 'text-anchor': 'end' }, root).textContent = layer.layer;
        svg('rect', { x: 140, y, width: scale(layer.in), height: 17, fill: 'var(--s1)',
          opacity: .3 }, root);
        svg('rect', { x: 140, y, width: scale(layer.out), height: 17, fill: 'var(--s0)' }, root);
        const lost = Object.entries(layer.lost).sort((a, b) => b[1] - a[1])[0];
        svg('text', { x: 316, y: y + 13 }, root).textContent = short(layer.out)
          + (lost ? ', ' + short(lost[1]) + ' ' + lost[0] : '');
      });
    }
    function drawFaults(faults, over) {
      const host = $('faults');
      const words = JSON.stringify(faults) + over;
      if (host.dataset.words == words) return;
      host.dataset.words = words;
      host.textContent = faults.length ? '' : 'none';
      for (const fault of faults) {
        const line = document.createElement('div');
        line.className = 'bar';
        line.append((fault.is_active ? '● ' : '○ ') + fault.text + ' from '
          + clock(fault.from_seconds) + (fault.to_seconds == null ? ''
          : ' to ' + clock(fault.to_seconds)));
        if (fault.is_active && !over) {
          const button = document.createElement('button');
          button.textContent = 'Lift';
          button.onclick = () => call('DELETE', '/api/run/faults/' + fault.number);
          line.append(' ', button);
        }
        host.appendChild(line);
      }
    }
    function drawCharts() {
      if (!rows.length || !state) return;
      const xs = rows.map(r => r.at_seconds + r.seconds), last = rows[rows.length - 1];
      const end = Math.max(xs[xs.length - 1], state.phase == 'finished' ? state.total_seconds : 0);
      const faults = state.faults;
      const tiers = (pick) => last.tiers.map((tier, i) =>
        ({ name: tier.name, ys: rows.map(r => pick(r.tiers[i])) }));
      chart('c-served', xs, tiers(t => t.served), end, '/s', faults);
      chart('c-lost', xs, tiers(t => sum(t.rejected) + sum(t.failed)), end, '/s', faults);
      chart('c-busy', xs, tiers(t => 100 * t.utilization), end, ' %', faults, 100);
      chart('c-latency', xs, last.requests.map((kind, i) => ({ name: kind.kind,
        ys: rows.map(r => r.requests[i].p99_milliseconds),
        low: rows.map(r => r.requests[i].p50_milliseconds) })), end, ' ms', faults);
    }
    function draw() {
      if (dirty && !$('live').hidden) { dirty = false; drawState(); drawCharts(); }
    }
    function takeState(next) {
      if (state && state.run != next.run) rows = [];
      if (!state || state.run != next.run) $('speed').value = next.speed == null ? ''
        : String(next.speed);
      state = next;
      dirty = true;
    }
    function takeRow(row) {
      if (state && row.run != state.run) return;
      if (rows.length && row.interval <= rows[rows.length - 1].interval) return;
      rows.push(row);
      dirty = true;
    }
    """#
}

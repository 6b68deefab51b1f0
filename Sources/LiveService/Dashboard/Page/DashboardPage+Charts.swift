extension DashboardPage {
  /// Small SVG charts: lines, and bands between two lines.
  static let charts = #"""
    const W = 460, H = 190, L = 46, R = 8, T = 8, B = 22;
    const svgNS = 'http://www.w3.org/2000/svg';
    function svg(name, attributes, parent) {
      const element = document.createElementNS(svgNS, name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      if (parent) parent.appendChild(element);
      return element;
    }
    function short(value) {
      const size = Math.abs(value);
      if (size >= 1e9) return +(value / 1e9).toPrecision(3) + 'G';
      if (size >= 1e6) return +(value / 1e6).toPrecision(3) + 'M';
      if (size >= 1e3) return +(value / 1e3).toPrecision(3) + 'k';
      return String(+value.toPrecision(3));
    }
    function niceTop(value) {
      if (!(value > 0)) return 1;
      const power = Math.pow(10, Math.floor(Math.log10(value)));
      for (const step of [1, 1.5, 2, 3, 4, 5, 8, 10])
        if (step * power >= value) return step * power;
      return value;
    }
    function colour(index) { return 'var(--s' + index % 8 + ')'; }
    // At most so many points: of each bundle the largest, so that no peak is lost.
    function thin(xs, ys, most) {
      const step = Math.ceil(xs.length / most);
      if (step <= 1) return xs.map((x, i) => [x, ys[i]]);
      const points = [];
      for (let i = 0; i < xs.length; i += step) {
        let best = null;
        for (let j = i; j < Math.min(i + step, xs.length); j++)
          if (ys[j] != null && (best == null || ys[j] > best)) best = ys[j];
        points.push([xs[i], best]);
      }
      return points;
    }
    function path(points, x, y) {
      let text = '', pen = 'M';
      for (const [a, b] of points) {
        if (b == null) { pen = 'M'; continue; }
        text += pen + x(a).toFixed(1) + ' ' + y(b).toFixed(1);
        pen = 'L';
      }
      return text;
    }
    // series: [{name, ys, low}]; low makes a band from low to ys.
    function chart(host, xs, series, end, unit, faults, least) {
      host = document.getElementById(host);
      host.textContent = '';
      const root = svg('svg', { viewBox: `0 0 ${W} ${H}`, role: 'img' }, host);
      let top = least || 0;
      for (const s of series) for (const v of s.ys) if (v != null && v > top) top = v;
      top = niceTop(top);
      const x = v => L + (W - L - R) * v / (end || 1), y = v => H - B - (H - T - B) * v / top;
      for (const f of faults) {
        const to = Math.min(f.to_seconds == null ? end : f.to_seconds, end);
        if (to > f.from_seconds) svg('rect', { x: x(f.from_seconds), y: T, opacity: .12,
          width: x(to) - x(f.from_seconds), height: H - T - B, fill: 'var(--bad)' }, root);
      }
      for (let i = 0; i <= 4; i++) {
        const value = top * i / 4;
        svg('line', { x1: L, x2: W - R, y1: y(value), y2: y(value), stroke: 'var(--line)' }, root);
        svg('text', { x: L - 5, y: y(value) + 4, 'text-anchor': 'end' }, root)
          .textContent = short(value);
        svg('text', { x: x(end * i / 4), y: H - 6,
          'text-anchor': i == 0 ? 'start' : i == 4 ? 'end' : 'middle' }, root)
          .textContent = short(end * i / 4) + ' s';
      }
      const legend = document.createElement('div');
      legend.className = 'legend';
      series.forEach((s, index) => {
        const line = thin(xs, s.ys, 300);
        if (s.low) {
          const low = thin(xs, s.low, 300), both = line.filter(p => p[1] != null)
            .concat(low.filter(p => p[1] != null).reverse());
          if (both.length > 2) svg('path', { d: path(both, x, y) + 'Z', fill: colour(index),
            opacity: .25 }, root);
          svg('path', { d: path(low, x, y), fill: 'none', stroke: colour(index),
            'stroke-width': 1.6 }, root);
        }
        svg('path', { d: path(line, x, y), fill: 'none', stroke: colour(index),
          'stroke-width': s.low ? .8 : 1.6 }, root);
        const item = document.createElement('span'), mark = document.createElement('i');
        mark.style.background = colour(index);
        const last = s.ys[s.ys.length - 1];
        item.append(mark, s.name + (last == null ? '' : ' ' +
          (s.low && s.low[s.low.length - 1] != null ? short(s.low[s.low.length - 1]) + '-' : '')
          + short(last) + unit));
        legend.appendChild(item);
      });
      root.setAttribute('aria-label', legend.textContent || 'no data yet');
      host.appendChild(legend);
    }
    """#
}

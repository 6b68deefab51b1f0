extension DashboardPage {
  /// Tabs, the editor, the stored results, and what is asked of the server.
  static let app = #"""
    let token = '';
    if (location.hash.startsWith('#token=')) {
      token = decodeURIComponent(location.hash.slice(7));
      try { sessionStorage.setItem('token', token); } catch (e) { /* only this page then */ }
      history.replaceState(null, '', location.pathname);
    } else { try { token = sessionStorage.getItem('token') || ''; } catch (e) { token = ''; } }
    function askForToken() { $('ask-token').hidden = !!token; }
    $('token').onchange = () => {
      token = $('token').value.trim();
      try { sessionStorage.setItem('token', token); } catch (e) { /* only this page then */ }
      validate();
    };
    let toastTimer = 0;
    function toast(text) {
      $('toast').textContent = text;
      $('toast').hidden = false;
      clearTimeout(toastTimer);
      toastTimer = setTimeout(() => { $('toast').hidden = true; }, 6000);
    }
    async function call(method, url, body, quiet) {
      let answer, value = {};
      try {
        answer = await fetch(url, { method, body: body === undefined ? undefined
          : JSON.stringify(body), headers: { 'x-hongbao-token': token } });
        value = await answer.json();
      } catch (e) { value = { error: 'no answer: ' + e.message }; }
      if (answer && answer.status == 401) { token = ''; askForToken(); }
      const words = value.error || (value.diagnostics && answer && !answer.ok
        ? value.diagnostics.map(d => d.message).join('\n') : '');
      if (words && !quiet) toast(words);
      return { ok: !!answer && answer.ok, value };
    }

    // Tabs: the arrow keys go from one to the next.
    const views = ['scenarios', 'live', 'studies', 'results'];
    function show(view) {
      for (const name of views) {
        $(name).hidden = name != view;
        $('tab-' + name).setAttribute('aria-selected', name == view);
        $('tab-' + name).tabIndex = name == view ? 0 : -1;
      }
      if (view == 'results') listResults();
      dirty = !!state;
      draw();
    }
    views.forEach((name, index) => {
      $('tab-' + name).onclick = () => show(name);
      $('tab-' + name).onkeydown = event => {
        const step = { ArrowRight: 1, ArrowLeft: views.length - 1 }[event.key];
        if (!step) return;
        const next = views[(index + step) % views.length];
        show(next);
        $('tab-' + next).focus();
      };
    });

    // Scenarios.
    const overridesOf = id => $(id).value.trim().split(/\s+(?=[\w.-]+=)/).filter(x => x);
    let original = '', checkTimer = 0, checks = 0;
    const wish = () => ({ path: $('files').value, overrides: overridesOf('sets'),
      text: $('text').value == original ? undefined : $('text').value });
    async function listScenarios() {
      const { ok, value } = await call('GET', '/api/scenarios');
      if (!ok) return;
      for (const entry of value) {
        const option = document.createElement('option');
        option.value = entry.path;
        option.textContent = entry.title + ' (' + entry.path + ')';
        for (const id of ['files', 'study-first', 'study-second'])
          $(id).appendChild(option.cloneNode(true));
      }
      await open();
    }
    async function open() {
      if (!$('files').value) return;
      const { ok, value } = await call('GET', '/api/scenario?path='
        + encodeURIComponent($('files').value));
      if (!ok) return;
      original = $('text').value = value.text;
      validate();
    }
    async function validate() {
      const check = ++checks;
      askForToken();
      if (!token) { $('verdict').textContent = 'enter the token to check and run'; return; }
      const { ok, value } = await call('POST', '/api/validate', wish(), true);
      if (check != checks) return;
      const host = $('findings');
      host.textContent = '';
      if (!ok) { $('verdict').textContent = value.error || ''; return; }
      const errors = value.diagnostics.filter(d => d.severity == 'error').length;
      $('verdict').textContent = value.valid ? '✓ valid: ' + value.tiers.length + ' tiers, '
        + clock(value.duration_seconds) : '✗ ' + errors + (errors == 1 ? ' error' : ' errors');
      $('start').disabled = !value.valid;
      for (const d of value.diagnostics) {
        const button = document.createElement('button'), small = document.createElement('small');
        button.className = 'finding ' + d.severity;
        button.append(d.severity + '[' + d.code + ']: ' + d.message, document.createElement('br'));
        small.textContent = (d.line ? d.file + ':' + d.line + ':' + d.column : d.file)
          + (d.label ? '  ' + d.label : '') + (d.help ? '\nhelp: ' + d.help : '');
        button.append(small);
        if (d.line) button.onclick = () => select(d.line, d.column, d.end_column);
        host.appendChild(button);
      }
    }
    function select(line, column, end) {
      const lines = $('text').value.split('\n');
      let start = 0;
      for (let i = 0; i < line - 1; i++) start += lines[i].length + 1;
      const text = $('text');
      text.focus();
      text.setSelectionRange(start + column - 1, start + (end || column + 1) - 1);
      text.scrollTop = text.scrollHeight * (line - 8) / lines.length;
    }
    $('files').onchange = open;
    $('text').oninput = $('sets').oninput = () => {
      clearTimeout(checkTimer);
      checkTimer = setTimeout(validate, 400);
    };
    $('start').onclick = async () => {
      const speed = parseFloat($('start-speed').value);
      const { ok } = await call('POST', '/api/runs', Object.assign(wish(),
        isNaN(speed) ? {} : { speed }));
      if (ok) show('live');
    };

    // The run under way.
    const control = (verb, body) => call('POST', '/api/run/' + verb, body || {});
    $('pause').onclick = () => control(state && state.phase == 'paused' ? 'resume' : 'pause');
    $('step').onclick = () => control('step', { seconds: parseFloat($('step-size').value) });
    $('stop').onclick = () => control('stop');
    $('speed').onchange = () => {
      const speed = parseFloat($('speed').value);
      control('speed', isNaN(speed) ? {} : { speed });
    };
    $('inject').onclick = async () => {
      const { ok } = await control('faults', { fault: $('fault').value });
      if (ok) $('fault').value = '';
    };
    $('fault').onkeydown = event => { if (event.key == 'Enter') $('inject').onclick(); };
    document.onkeydown = event => {
      if ($('live').hidden || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key == 'p') $('pause').click();
      if (event.key == 's') $('step').click();
    };

    // Results.
    async function listResults() {
      const { ok, value } = await call('GET', '/api/results');
      if (!ok) return;
      $('stored').textContent = '';
      for (const entry of value) {
        const row = document.createElement('tr');
        for (const text of [entry.scenario, entry.run]) {
          const cell = document.createElement('td');
          cell.textContent = text;
          row.appendChild(cell);
        }
        const cell = document.createElement('td');
        for (const file of entry.files) {
          const link = document.createElement('a');
          link.href = '/api/results/' + [entry.scenario, entry.run, file]
            .map(encodeURIComponent).join('/');
          link.textContent = file;
          link.target = '_blank';
          link.rel = 'noopener';
          cell.append(link, ' ');
        }
        row.appendChild(cell);
        $('stored').appendChild(row);
      }
    }
    $('reload').onclick = listResults;

    // Events: one stream for everything.
    async function catchUp() {
      const { ok, value } = await call('GET', '/api/run', undefined, true);
      if (!ok) return;
      rows = value.rows.filter(r => r.run == value.state.run);
      takeState(value.state);
    }
    function listen() {
      const source = new EventSource('/api/live');
      source.onopen = () => { $('link').textContent = 'connected'; catchUp();
        catchUpStudy(); };
      source.onerror = () => { $('link').textContent = 'no connection; trying again'; };
      source.addEventListener('state', e => takeState(JSON.parse(e.data)));
      source.addEventListener('study', e => takeStudy(JSON.parse(e.data)));
      source.addEventListener('rows', e => takeRow(JSON.parse(e.data)));
    }
    setInterval(draw, 250);
    setInterval(drawStudy, 1000);
    drawStudy();
    askForToken();
    show('scenarios');
    listScenarios();
    catchUp().then(() => { if (state) show('live'); });
    listen();
    """#
}

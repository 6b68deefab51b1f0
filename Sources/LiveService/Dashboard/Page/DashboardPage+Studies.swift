extension DashboardPage {
  /// The view of comparisons and capacity studies.
  static let studies = #"""
    let study = null, studySeen = 0;
    const lines = id => $(id).value.split('\n').map(x => x.trim()).filter(x => x);
    function studyWish() {
      const verb = $('study-verb').value, number = parseInt($('study-replications').value, 10);
      const body = { verb, paths: [$('study-first').value], overrides: overridesOf('study-sets') };
      if (verb == 'compare') {
        if ($('study-second').value) body.paths.push($('study-second').value);
        body.variants = lines('study-variants');
      }
      if (!isNaN(number)) body.replications = number;
      return body;
    }
    function drawStudy() {
      const over = !study || study.phase != 'running';
      $('study-start').disabled = !over;
      $('study-stop').disabled = over;
      $('study-state').hidden = !study;
      if (!study) return;
      const failed = study.phase == 'failed' || study.phase == 'stopped';
      $('study-phase').textContent = study.phase + (study.status ? ', status ' + study.status : '');
      $('study-state').className = 'card ' + (failed ? 'error' : over ? 'good' : '');
      const extra = over ? 0 : (performance.now() - studySeen) / 1000;
      $('study-time').textContent = clock(study.seconds + extra);
      $('study-command').textContent = study.command;
      $('study-messages').textContent = study.messages.join('\n')
        || (over ? '' : 'begun; the first words come after some seconds');
      $('study-report').hidden = !study.report;
      if (study.report) $('study-report').href = study.report;
    }
    function takeStudy(next) {
      study = next;
      studySeen = performance.now();
      drawStudy();
    }
    function showVerb() {
      $('study-pair').hidden = $('study-verb').value != 'compare';
      $('study-first-name').textContent = $('study-pair').hidden ? 'Scenario' : 'Baseline';
    }
    $('study-verb').onchange = showVerb;
    $('study-start').onclick = () => call('POST', '/api/studies', studyWish());
    $('study-stop').onclick = () => call('POST', '/api/study/stop', {});
    async function catchUpStudy() {
      const { ok, value } = await call('GET', '/api/study', undefined, true);
      if (ok) takeStudy(value);
    }
    showVerb();
    """#
}

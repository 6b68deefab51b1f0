extension DashboardPage {
  /// The elements that the scripts fill.
  static let body = #"""
    <header>
      <h1>红包 Hongbao</h1>
      <nav role="tablist" aria-label="views">
        <button role="tab" id="tab-scenarios" aria-controls="scenarios">Scenarios</button>
        <button role="tab" id="tab-live" aria-controls="live">Live</button>
        <button role="tab" id="tab-studies" aria-controls="studies">Studies</button>
        <button role="tab" id="tab-results" aria-controls="results">Results</button>
      </nav>
      <span id="link" class="soft" role="status"></span>
      <label id="ask-token" hidden>Token
        <input id="token" type="password" autocomplete="off" size="18"></label>
    </header>
    <main>
      <section id="scenarios" role="tabpanel" aria-labelledby="tab-scenarios">
        <div class="bar">
          <label>Scenario <select id="files"></select></label>
          <label>Set <input id="sets" size="34"
            placeholder="duration=20s tiers.cache.nodes=96"></label>
          <label>Speed <select id="start-speed"><option value="">as fast as it can</option>
            <option value="0.1">0.1x</option><option value="1">1x</option>
            <option value="10">10x</option></select></label>
          <button id="start" class="primary">Run</button>
          <span id="verdict" role="status"></span>
        </div>
        <div class="split">
          <div><label for="text" class="soft">Text; what you change stays in this page</label>
            <textarea id="text" spellcheck="false"></textarea></div>
          <div id="findings" aria-live="polite"></div>
        </div>
      </section>
      <section id="live" role="tabpanel" aria-labelledby="tab-live" hidden>
        <div class="bar">
          <b id="title">nothing is running</b>
          <span id="phase" class="phase" role="status">-</span>
          <button id="pause" aria-keyshortcuts="p">Pause</button>
          <button id="step" aria-keyshortcuts="s">Step</button>
          <input id="step-size" size="4" value="1" aria-label="seconds to step"> s
          <label>Speed <select id="speed"><option value="">as fast as it can</option>
            <option value="0.1">0.1x</option><option value="1">1x</option>
            <option value="10">10x</option></select></label>
          <button id="stop">Stop</button>
        </div>
        <progress id="progress" max="1" value="0" aria-label="simulated time"></progress>
        <div class="tiles" id="tiles"></div>
        <div class="grid">
          <div class="card"><h2>Funnel so far</h2><div id="funnel"></div></div>
          <div class="card"><h2>Faults</h2>
            <div class="bar"><input id="fault" size="30" aria-label="fault"
              placeholder="crash: cache/3, for: 5s">
              <button id="inject">Inject</button></div>
            <div id="faults"></div></div>
          <div class="card"><h2>Served by layer</h2><div id="c-served"></div></div>
          <div class="card"><h2>Rejected and failed by layer</h2><div id="c-lost"></div></div>
          <div class="card"><h2>Latency of users, p50 to p99</h2><div id="c-latency"></div></div>
          <div class="card"><h2>Utilisation by layer</h2><div id="c-busy"></div></div>
        </div>
      </section>
      <section id="studies" role="tabpanel" aria-labelledby="tab-studies" hidden>
        <div class="bar">
          <label>Study <select id="study-verb"><option value="compare">compare</option>
            <option value="capacity">capacity</option></select></label>
          <label><span id="study-first-name">Baseline</span>
            <select id="study-first"></select></label>
          <label>Set <input id="study-sets" size="28" placeholder="duration=20s"></label>
          <label>Replications <input id="study-replications" size="4" inputmode="numeric"
            placeholder="10"></label>
          <button id="study-start" class="primary">Start</button>
          <button id="study-stop">Stop</button>
        </div>
        <div id="study-pair" class="bar">
          <label>against <select id="study-second"><option value="">(variants only)</option>
            </select></label>
          <label>Variants, one a line <textarea id="study-variants" rows="2" cols="48" class="low"
            spellcheck="false" placeholder="six:tiers.cache.nodes=6"></textarea></label>
        </div>
        <div class="card" id="study-state" hidden>
          <div class="bar"><span id="study-phase" class="phase" role="status">-</span>
            <span id="study-time" class="num"></span>
            <a id="study-report" target="_blank" rel="noopener" hidden>Open the report</a></div>
          <code id="study-command"></code>
          <pre id="study-messages" aria-live="polite"></pre>
        </div>
        <p class="soft">A study is a process of its own and uses all cores: a run that is live
          meanwhile goes on more slowly. A capacity study that is stopped goes on from its
          finished points when it is started again.</p>
      </section>
      <section id="results" role="tabpanel" aria-labelledby="tab-results" hidden>
        <div class="bar"><button id="reload">Reload</button></div>
        <div class="card"><table><thead><tr><th>Scenario</th><th>Run</th><th>Files</th></tr></thead>
          <tbody id="stored"></tbody></table></div>
      </section>
    </main>
    <div id="toast" class="card error" role="alert" hidden></div>
    """#
}

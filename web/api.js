// window.logit, for tests and for pages that embed the lab, and the mirror of the lab's widgets as real elements, so
// that a screen reader finds "Run" by its role and name.
'use strict';
const LogitApi = (() => {
  const mirror = document.getElementById('mirror');
  const log = document.getElementById('output');
  let module = null, poke = () => {}, framesDrawn = () => 0, takeFile = () => false;
  let resolveReady;
  let waiting = [];  // [resolve, reject] of each run()
  let shownRevision = -1, mirrorTimer = 0;

  const text = (name, ...args) => module.ccall(name, 'string', args.map(() => 'string'), args);
  const parse = name => JSON.parse(text(name));
  const call = (name, ...args) => {
    module.ccall(name, null, args.map(a => typeof a), args);
    poke();
  };

  window.logit = {
    /** Resolves when the lab can be used. */
    ready: new Promise(resolve => { resolveReady = resolve; }),
    /** Puts a script into the editor; nothing runs. */
    setScript(script, name = '') { call('logit_set_script', String(script), String(name)); },
    /** Runs the script to its end: {stdout, stderr, status}. Rejected if the lab itself fails meanwhile. */
    run() {
      return new Promise((resolve, reject) => {
        waiting.push([resolve, reject]);
        call('logit_run');
        settle();
      });
    },
    stop() { call('logit_stop'); },
    /** The share link of what is in the editor; it also shows in the address bar. */
    link: () => text('logit_link'),
    open(link) { call('logit_open', String(link)); },
    /** Puts a data file (text, ArrayBuffer or Uint8Array) where open() finds it. False: too large, or no name for a file. */
    addFile(name, data) {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
      return takeFile(String(name), bytes);
    },
    removeFile(name) { call('logit_remove_file', String(name)); },
    /** [{name, bytes}] */
    files: () => parse('logit_files'),
    lesson(id) { call('logit_lesson', String(id)); },
    setDark(dark) { call('logit_set_dark', dark ? 1 : 0); },
    /** Who computes large products: 'automatic', 'simd' or 'webgpu'. */
    setBackend(name) { call('logit_set_backend', String(name)); },
    setLanguage(code) { call('logit_set_language', String(code)); },
    setTextScale(scale) { call('logit_set_text_scale', Number(scale)); },
    /** What the lab is doing and showing. */
    state: () => ({...parse('logit_state'), frames: framesDrawn()}),
    /** [{label, kind, x, y, width, height, enabled, on, value}] in CSS pixels. */
    widgets: () => parse('logit_widgets'),
  };

  function settle() {
    if (!waiting.length || module._logit_running()) return;
    const result = parse('logit_result');
    for (const [resolve] of waiting.splice(0)) resolve(result);
    announce(result);
  }

  // The end of a run's output, for screen readers; the same text is not read out twice.
  function announce(result) {
    const shown = (result.stdout + result.stderr).slice(-4000);
    if (log.textContent !== shown) log.textContent = shown;
  }

  // ---- the mirror -------------------------------------------------------------------------------------------------
  const INTERACTIVE = {button: 1, tab: 1, switch: 1, menuitem: 1, option: 1};

  function element(widget) {
    if (INTERACTIVE[widget.kind]) {
      const button = document.createElement('button');
      if (widget.kind !== 'button') button.setAttribute('role', widget.kind === 'option' || widget.kind === 'menuitem' ? 'button' : widget.kind);
      button.addEventListener('click', () => call('logit_activate', Number(button.dataset.id)));
      return button;
    }
    const span = document.createElement('span');
    span.setAttribute('role', widget.kind === 'text' ? 'note' : widget.kind);
    return span;
  }

  function reflect() {
    mirrorTimer = 0;
    if (!module._logit_running()) announce(parse('logit_result'));
    const old = new Map();
    for (const child of mirror.children) old.set(child.dataset.key, child);
    const wanted = [];
    const seen = new Map();
    for (const widget of parse('logit_widgets')) {
      if (widget.kind === 'textbox' || widget.kind === 'separator') continue;  // typing has its own element: text.js
      const name = `${widget.kind}:${widget.id}`, count = seen.get(name) || 0;
      seen.set(name, count + 1);
      const key = `${name}:${count}`;
      const node = old.get(key) || element(widget);
      old.delete(key);
      node.dataset.key = key;
      node.dataset.id = widget.id;
      const label = widget.value && widget.value !== widget.label ? `${widget.label}: ${widget.value}` : widget.label;
      if (node.getAttribute('aria-label') !== label) node.setAttribute('aria-label', label);
      if (widget.kind === 'tab') node.setAttribute('aria-selected', widget.on);
      else if (widget.kind === 'switch') node.setAttribute('aria-checked', widget.on);
      else if (widget.kind === 'option') node.setAttribute('aria-pressed', widget.on);
      if ('disabled' in node && node.disabled === widget.enabled) node.disabled = !widget.enabled;
      node.style.left = `${widget.x}px`;
      node.style.top = `${widget.y}px`;
      node.style.width = `${widget.width}px`;
      node.style.height = `${widget.height}px`;
      wanted.push(node);
    }
    for (const gone of old.values()) gone.remove();
    // Moved only where the order differs: moving an element takes its focus away.
    wanted.forEach((node, i) => { if (mirror.children[i] !== node) mirror.insertBefore(node, mirror.children[i] || null); });
  }

  function start(instance, wake, afterFrame, frames, take) {
    module = instance;
    takeFile = take;
    poke = wake;
    framesDrawn = frames;
    afterFrame.push(() => {
      settle();
      const revision = module._logit_widgets_revision();
      if (revision !== shownRevision && !mirrorTimer) {
        shownRevision = revision;
        mirrorTimer = setTimeout(reflect, 250);
      }
    });
    resolveReady();
  }

  // The module is gone: nobody waits for it.
  function end(error) {
    clearTimeout(mirrorTimer);
    for (const [, reject] of waiting.splice(0)) reject(error);
  }

  return {start, end};
})();

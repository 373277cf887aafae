// The page around the module: frames only when something is to be drawn, pointers, sizes, and the services that C++
// asks for through page_library.js. Text is in text.js, window.logit and the mirror of widgets in api.js.
'use strict';
const LogitPage = (() => {
  const canvas = document.getElementById('canvas');
  const container = document.getElementById('lab');
  let module = null;
  let density = 1;
  let pending = 0, timer = 0, frames = 0;
  let worker = null;
  let gpuLoading = 0;
  const afterFrame = [];  // called with the frame's flags

  // ---- frames -----------------------------------------------------------------------------------------------------
  const RUNNING = 2, AGAIN = 1;

  function schedule() {
    if (!module || pending) return;
    if (document.hidden) return tickWhileHidden(true);
    pending = requestAnimationFrame(step);
  }

  function step() {
    pending = 0;
    if ((devicePixelRatio || 1) !== density) return resize();  // moved to another screen; not every browser says so
    const flags = module._logit_frame(0);
    if (flags & 4) ++frames;
    for (const listener of afterFrame) listener(flags);
    clearTimeout(timer);
    if (flags & AGAIN) return schedule();
    const wait = module._logit_next_wake();
    if (wait < 86400) timer = setTimeout(schedule, Math.max(0, wait * 1000));
  }

  // Nobody sees a hidden tab: the worker's clock drives the script, nothing is drawn.
  function tickWhileHidden(on) {
    if (!worker) {
      worker = new Worker('tick.js');
      worker.onmessage = () => {
        if (!module || !document.hidden) return tickWhileHidden(false);
        const flags = module._logit_frame(1);
        for (const listener of afterFrame) listener(flags);
        if (!(flags & RUNNING)) {
          tickWhileHidden(false);
          document.title = '✓ logit';
        }
      };
    }
    worker.postMessage(on ? 55 : 0);
  }

  document.addEventListener('visibilitychange', () => {
    if (!module) return;
    if (document.hidden) {
      module._logit_save();
      if (pending) cancelAnimationFrame(pending);
      pending = 0;
      if (module._logit_running()) tickWhileHidden(true);
    } else {
      tickWhileHidden(false);
      document.title = 'logit';
      poke();
    }
  });
  addEventListener('pagehide', () => module && module._logit_save());

  /** Something happened: draw. */
  function poke() {
    if (!module) return;
    schedule();
  }

  // What the script waited for is there: it goes on at once, not with the next frame.
  function goOn() {
    if (!module || !module._logit_running()) return;
    const flags = module._logit_frame(document.hidden ? 1 : 2);
    for (const listener of afterFrame) listener(flags);
    if (!document.hidden) schedule();
  }

  // ---- size -------------------------------------------------------------------------------------------------------
  function resize() {
    if (!module) return;
    const view = window.visualViewport;
    // The on-screen keyboard covers the page on some phones: only what is left is the lab's.
    if (view && view.scale === 1 && Math.abs(view.height - innerHeight) > 1) container.style.height = `${view.height}px`;
    else container.style.height = '';
    density = devicePixelRatio || 1;
    const box = container.getBoundingClientRect();
    const width = Math.max(1, Math.round(box.width * density)), height = Math.max(1, Math.round(box.height * density));
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    module._logit_resized(width, height, density);
    // Drawn at once: a resized canvas is empty until then.
    if (!document.hidden) step();
  }
  new ResizeObserver(resize).observe(container);
  addEventListener('resize', resize);
  if (window.visualViewport) visualViewport.addEventListener('resize', resize);
  (function watchDensity() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => { resize(); watchDensity(); }, {once: true});
  })();

  // Browsers take the graphics away after sleep or with many tabs, and mostly give them back at once. Where they do not, the person
  // reads why nothing is to be seen; what was typed is kept.
  const loading = document.getElementById('loading');
  let lost = 0;
  function cover(vietnamese, english) {
    loading.hidden = false;
    loading.className = 'failed';
    document.getElementById('message').textContent = /^en\b/i.test(navigator.language || 'vi') ? english : vietnamese;
  }
  canvas.addEventListener('webglcontextlost', event => {
    event.preventDefault();
    if (!module) return;
    module._logit_context(0);
    module._logit_save();
    lost = setTimeout(cover, 4000,
      'Trình duyệt đã ngắt đồ hoạ. Mã của em vẫn được giữ: hãy đóng bớt thẻ rồi tải lại trang.',
      'The browser has taken the graphics away. What you wrote is kept: close some tabs, then reload the page.');
  });
  canvas.addEventListener('webglcontextrestored', () => {
    if (!module) return;
    clearTimeout(lost);
    loading.hidden = true;
    module._logit_context(1);
    poke();
  });

  // A mistake of ours inside the module: its memory is not to be trusted any more, so it is not called again. The draft in the
  // browser's storage is as it was after the last edit.
  addEventListener('error', ({error}) => {
    if (!module || ![WebAssembly.RuntimeError, WebAssembly.Exception, RangeError].some(kind => error instanceof kind)) return;
    module = null;
    clearTimeout(lost);
    clearTimeout(timer);
    LogitApi.end(error);
    cover('logit đã dừng vì một lỗi của chính nó. Mã của em vẫn được giữ: hãy tải lại trang.',
      'logit has stopped because of a mistake of its own. What you wrote is kept: reload the page.');
    document.activeElement?.blur();
  });

  // ---- pointers ---------------------------------------------------------------------------------------------------
  let finger = null;  // the first finger on the canvas; others are ignored

  function pointer(kind, event) {
    if (!module) return;
    const touch = event.pointerType === 'touch';
    if (touch && finger !== null && event.pointerId !== finger) return;
    const box = canvas.getBoundingClientRect();
    module._logit_pointer(kind, event.clientX - box.left, event.clientY - box.top, event.button < 0 ? 0 : event.button === 1 ? 2 : event.button === 2 ? 1 : 0,
                          touch ? 1 : 0, event.shiftKey ? 1 : 0);
    poke();
  }
  canvas.addEventListener('pointermove', event => pointer(0, event));
  canvas.addEventListener('pointerdown', event => {
    if (event.pointerType === 'touch') finger = event.pointerId;
    canvas.setPointerCapture(event.pointerId);
    pointer(1, event);
    if (event.pointerType !== 'touch') {
      event.preventDefault();  // or the browser takes the focus away again
      LogitText.focus();
    }
  });
  const release = event => {
    pointer(2, event);
    if (!module || event.pointerType !== 'touch') return;
    if (event.pointerId === finger) finger = null;
    // A keyboard opens only from within the finger's own event: the lab gets its frames now, not later.
    for (let i = 0; i < 3; ++i) step();
    if (module._logit_keyboard_wish()) LogitText.focus();
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', event => pointer(3, event));
  canvas.addEventListener('contextmenu', event => event.preventDefault());
  canvas.addEventListener('wheel', event => {
    if (!module || event.ctrlKey) return;  // Ctrl and wheel zoom the page
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 1 / 3 : event.deltaMode === 2 ? 10 : 1 / 100;
    module._logit_wheel(-event.deltaX * unit, -event.deltaY * unit);
    poke();
  }, {passive: false});

  // ---- services for C++ -------------------------------------------------------------------------------------------
  const CURSORS = ['default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer', 'not-allowed'];
  const services = {
    setClipboard(text) {
      // In a frame without the permission, the old way still works.
      const old = () => {
        const area = document.createElement('textarea');
        area.value = text;
        area.className = 'unseen';
        document.body.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
        LogitText.focus();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(text).catch(old);
      else old();
    },
    // Storage throws where it is forbidden, as in some frames, and where it is full. A draft is kept for the tab as well, so that
    // two tabs do not write over each other: each comes back with its own, a new one with the newest.
    load(key) {
      const of = storage => { try { return storage().getItem(`logit.${key}`) || ''; } catch { return ''; } };
      return (key.startsWith('draft') && of(() => sessionStorage)) || of(() => localStorage);
    },
    store(key, value) {
      const into = storage => { try { storage().setItem(`logit.${key}`, value); return true; } catch { return false; } };
      const forTab = key.startsWith('draft') && into(() => sessionStorage);
      return into(() => localStorage) || forTab ? 1 : 0;
    },
    saveFile(name, type, bytes) {
      const anchor = document.createElement('a');
      anchor.href = URL.createObjectURL(new Blob([bytes], {type}));
      anchor.download = name;
      document.body.append(anchor);
      anchor.click();
      anchor.remove();
      setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
    },
    // A file dialog of the browser; nothing is uploaded.
    pickFile() {
      const input = document.createElement('input');
      input.type = 'file';
      input.multiple = true;
      input.addEventListener('change', () => takeFiles(input.files));
      input.click();
    },
    linkBase: () => location.href.replace(/[?#].*$/, ''),
    languages: () => (navigator.languages || [navigator.language || 'vi']).join(','),
    traits: () => (/Mac|iP(hone|ad|od)/.test(navigator.platform || '') ? 1 : 0) |
                  (matchMedia('(prefers-color-scheme: dark)').matches ? 2 : 0) |
                  (matchMedia('(prefers-reduced-motion: reduce)').matches ? 4 : 0),
    showPayload: payload => history.replaceState(null, '', `${location.pathname}#${payload}`),
    setTitle: title => { document.title = title; },
    setInput: (active, selection, line, caret, x, y, height) =>
      LogitText.show(active, selection, line, caret, x / density, y / density, height / density),
    // The states of kernels/gpu.h. The library is fetched when it is first needed; 4: it cannot be.
    gpuState: () => typeof LogitGpu === 'object' ? LogitGpu.state() : gpuLoading,
    gpuOpen() {
      if (typeof LogitGpu === 'object') return void LogitGpu.open(goOn);
      if (gpuLoading || !navigator.gpu) return void (gpuLoading ||= 4);
      gpuLoading = 1;
      const element = document.createElement('script');
      element.src = 'gpu.js';
      element.onload = () => LogitGpu.open(goOn);
      element.onerror = () => { gpuLoading = 4; goOn(); };
      document.head.append(element);
    },
    setCursor: shape => { canvas.style.cursor = shape < 0 ? 'none' : CURSORS[shape] || 'default'; },
  };

  // Files from a drop or a dialog go to open(). What is larger than the session takes is refused before it is read.
  const MAX_FILE = 64 << 20;
  async function takeFiles(files) {
    for (const file of [...files].slice(0, 16)) {
      if (/\.py$/.test(file.name) && file.size < 1 << 20) {
        module.ccall('logit_set_script', null, ['string', 'string'], [await file.text(), file.name]);
        continue;
      }
      const bytes = file.size <= MAX_FILE ? new Uint8Array(await file.arrayBuffer()) : null;
      takeFile(file.name, bytes);
    }
  }

  // bytes null: too large. The module reads base64url and frees it.
  function takeFile(name, bytes) {
    let text = '';
    for (let i = 0; bytes && i < bytes.length; i += 0x6000) text += btoa(String.fromCharCode(...bytes.subarray(i, i + 0x6000)));
    text = text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const address = bytes ? module.stringToNewUTF8(text) : 0;
    const taken = module.ccall('logit_take_file', 'number', ['string', 'number'], [name, address]);
    poke();
    return taken === 1;
  }
  const hasFiles = event => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
  addEventListener('dragover', event => { if (module && hasFiles(event)) event.preventDefault(); });
  addEventListener('drop', event => {
    if (!module || !hasFiles(event)) return;
    event.preventDefault();
    takeFiles(event.dataTransfer.files);
  });

  function start(instance) {
    module = instance;
    resizeQuietly();
    if (!module.ccall('logit_start', 'number', ['string'], [location.href])) { module = null; return false; }
    LogitText.start(module, poke);
    LogitApi.start(module, poke, afterFrame, () => frames, takeFile);
    resize();
    poke();
    if (window.top === window && !matchMedia('(pointer: coarse)').matches) LogitText.focus();
    addEventListener('hashchange', () => { if (!module) return; module.ccall('logit_open', null, ['string'], [location.href]); poke(); });
    return true;
  }
  function resizeQuietly() {
    density = devicePixelRatio || 1;
    const box = container.getBoundingClientRect();
    canvas.width = Math.max(1, Math.round(box.width * density));
    canvas.height = Math.max(1, Math.round(box.height * density));
  }

  return {services, start, poke};
})();

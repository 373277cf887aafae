// Fetches the module with a visible progress, starts it, and says in plain words what went wrong if it cannot.
'use strict';
(async () => {
  const loading = document.getElementById('loading');
  const progress = document.getElementById('progress');
  const vietnamese = !/^en\b/i.test(navigator.language || 'vi');
  const say = (vi, en) => vietnamese ? vi : en;

  const withoutGraphics = () => fail(
    say('logit vẽ bằng WebGL2, nhưng trình duyệt không cho phép. Hãy bật tăng tốc đồ hoạ rồi tải lại trang.',
      'logit draws with WebGL2, which the browser does not offer. Please switch on graphics acceleration and reload.'));

  const fail = (what, detail = '') => {
    loading.hidden = false;
    loading.className = 'failed';
    document.getElementById('message').textContent = detail ? `${what}\n\n${detail}` : what;
  };

  const script = src => new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = src;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${src}: not loaded`));
    document.head.append(element);
  });

  // The same response, counted on its way; instantiation streams whatever type the server gives it.
  const counted = async () => {
    const response = await fetch('logit.wasm', {credentials: 'same-origin'});
    if (!response.ok) throw new Error(`logit.wasm: ${response.status} ${response.statusText}`);
    // With compression the length is that of the packed bytes; the bar then only shows that something moves.
    const length = Number(response.headers.get('content-length')) || 0;
    const packed = response.headers.has('content-encoding');
    let seen = 0;
    const reader = response.body.getReader();
    const stream = new ReadableStream({
      async pull(controller) {
        const {done, value} = await reader.read();
        if (done) return controller.close();
        seen += value.length;
        const expected = length * (packed ? 3.2 : 1);
        if (expected) progress.value = Math.min(0.98, seen / expected);
        else progress.removeAttribute('value');
        controller.enqueue(value);
      },
    });
    return new Response(stream, {headers: {'Content-Type': 'application/wasm'}});
  };

  // Where fetch() may not read the page's own folder (a frame without an origin of its own, a page opened from disk) the
  // same module comes as a script.
  const module_bytes = async () => {
    try {
      return await counted();
    } catch (error) {
      progress.removeAttribute('value');
      await script('logit-wasm.js').catch(() => { throw error; });
      const bytes = Uint8Array.from(atob(window.logitWasm), c => c.charCodeAt(0));
      delete window.logitWasm;
      return new Response(bytes, {headers: {'Content-Type': 'application/wasm'}});
    }
  };

  try {
    if (typeof WebAssembly !== 'object') {
      return fail(say('Trình duyệt này không chạy được WebAssembly. Hãy dùng bản mới của Chrome, Edge, Firefox hoặc Safari.',
        'This browser cannot run WebAssembly. Please use a current Chrome, Edge, Firefox or Safari.'));
    }
    if (typeof WebGL2RenderingContext !== 'function') return withoutGraphics();
    // Compiled while it arrives and while the scripts load.
    const compiled = module_bytes().then(response => WebAssembly.compileStreaming(response));
    compiled.catch(() => {});
    await Promise.all([script('logit.js'), script('text.js'), script('api.js'), script('page.js')]);
    const module = await createLogit({
      canvas: document.getElementById('canvas'),
      page: LogitPage.services,
      print: text => console.log(text),
      printErr: text => console.warn(text),
      instantiateWasm: (imports, done) => {
        compiled.then(async module => done(await WebAssembly.instantiate(module, imports), module))
          .catch(error => { window.dispatchEvent(new ErrorEvent('error', {error, message: String(error)})); reject(error); });
        return {};
      },
    });
    if (!LogitPage.start(module)) return withoutGraphics();
    progress.value = 1;
    loading.className = 'done';
    setTimeout(() => { loading.hidden = true; }, 200);
    try { sessionStorage.removeItem('logit-reloaded'); } catch { /* storage is forbidden: nothing was marked */ }
    setTimeout(keepForNextTime, 3000);
  } catch (error) {
    reject(error);
  }

  // The next visit needs no network. Not in frames that forbid it, nor from disk.
  function keepForNextTime() {
    try {
      if (window.top === window && isSecureContext && location.protocol !== 'file:') {
        navigator.serviceWorker.register('service-worker.js', {updateViaCache: 'none'}).catch(() => {});
      }
    } catch { /* without it the page works as well */ }
  }

  function reject(error) {
    // Files of two versions met (one from a cache): asking once more past the cache cures it.
    let again = error instanceof WebAssembly.LinkError;
    try {
      again = again && !sessionStorage.getItem('logit-reloaded');
      if (again) sessionStorage.setItem('logit-reloaded', '1');
    } catch { again = false; }
    if (again) return location.reload();
    fail(say('logit không khởi động được. Hãy tải lại trang; nếu vẫn lỗi, gửi dòng dưới đây cho người phụ trách.',
      'logit could not start. Reload the page; if that does not help, send the line below to whoever runs this page.'),
    String(error && error.message || error));
  }
})();

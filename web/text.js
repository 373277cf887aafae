// All typing goes through an invisible <textarea> over the caret: only there do input methods (Telex), dead keys, the
// system's clipboard and a phone's keyboard work. It mirrors the caret's line; what changes in it is sent to the lab
// as "so many bytes away around the caret, this text there", which fits composition, autocorrection and programs
// that send Backspaces and letters alike.
'use strict';
const LogitText = (() => {
  const area = document.getElementById('logit-text');
  const encoder = new TextEncoder();
  const bytes = text => encoder.encode(text).length;
  let module = null, poke = () => {};
  let shadow = '', shadowCaret = 0;  // the textarea as the lab knows it
  let composing = false, letTabGo = false;

  // As in src/lab/keys.h.
  const KEYS = {ArrowLeft: 1, ArrowRight: 2, ArrowUp: 3, ArrowDown: 4, Home: 5, End: 6, PageUp: 7, PageDown: 8, Backspace: 9,
                Delete: 10, Enter: 11, Tab: 12, Escape: 13, F3: 14, F8: 15, F10: 16};
  const CHARACTER = 17;

  area.addEventListener('keydown', event => {
    if (!module || event.isComposing || event.keyCode === 229) return;
    const modifiers = (event.shiftKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);
    let key = KEYS[event.key] || 0, character = 0;
    if (key === KEYS.Tab) {
      // Escape, then Tab leaves the editor: a keyboard is never caught in it.
      if (letTabGo) { letTabGo = false; return; }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
    }
    letTabGo = key === KEYS.Escape;
    if (!key && event.key.length === 1 && (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph')) {
      character = event.key.toLowerCase().charCodeAt(0);
      if (character < 127) key = CHARACTER;
    }
    if (!key) return;
    if (module._logit_key(key, character, modifiers)) event.preventDefault();
    poke();
  });

  // What the textarea has become, as an edit around the caret.
  function read(isComposing, composedText) {
    const value = area.value, caret = area.selectionEnd;
    const tail = value.slice(caret);
    let keep = shadow.endsWith(tail) ? tail.length : 0;
    keep = Math.min(keep, shadow.length);
    const before = shadow.slice(0, shadow.length - keep), after = value.slice(0, value.length - keep);
    let same = 0;
    const most = Math.min(before.length, after.length, shadowCaret);
    while (same < most && before[same] === after[same]) ++same;
    // Never cut a character of two units.
    if (same > 0 && /[\uD800-\uDBFF]/.test(before[same - 1])) --same;
    const removedBefore = before.slice(same, Math.max(same, shadowCaret)), removedAfter = before.slice(Math.max(same, shadowCaret));
    const inserted = after.slice(same);
    shadow = value;
    shadowCaret = caret;
    module.ccall('logit_edit', null, ['number', 'number', 'string', 'number', 'number'],
                 [bytes(removedBefore), bytes(removedAfter), inserted, isComposing ? 1 : 0, isComposing ? bytes(composedText || '') : 0]);
    poke();
  }

  area.addEventListener('compositionstart', () => { composing = true; });
  area.addEventListener('compositionend', event => {
    composing = false;
    if (module) read(false, event.data);
  });
  area.addEventListener('input', event => {
    if (!module) return;
    composing = event.isComposing;
    read(event.isComposing, event.data);
  });
  area.addEventListener('copy', event => clip(event, 0));
  area.addEventListener('cut', event => clip(event, 1));
  function clip(event, cut) {
    if (!module) return;
    event.clipboardData.setData('text/plain', module.ccall('logit_copy', 'string', ['number'], [cut]));
    event.preventDefault();
    poke();
  }
  area.addEventListener('paste', event => {
    if (!module) return;
    module.ccall('logit_paste', null, ['string'], [event.clipboardData.getData('text/plain').normalize('NFC')]);
    event.preventDefault();
    poke();
  });

  /** The lab's caret, its line and its place on the page. */
  function show(active, selection, line, caretBytes, x, y, height) {
    if (composing) return;
    // With a selection the next input replaces it: one selected blank stands for it.
    const value = selection ? ' ' : line;
    const caret = selection ? 1 : new TextDecoder().decode(encoder.encode(line).slice(0, caretBytes)).length;
    if (area.value !== value) area.value = value;
    const begin = selection ? 0 : caret;
    if (area.selectionStart !== begin || area.selectionEnd !== caret) area.setSelectionRange(begin, caret);
    shadow = value;
    shadowCaret = caret;
    area.style.transform = `translate(${Math.max(0, Math.min(x, innerWidth - 4))}px, ${Math.max(0, Math.min(y, innerHeight - height))}px)`;
    area.style.height = `${height}px`;
    area.readOnly = !active;
  }

  return {
    show,
    focus: () => area.focus({preventScroll: true}),
    start(instance, wake) { module = instance; poke = wake; },
  };
})();

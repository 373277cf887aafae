// Linked into the module (emcc --js-library): what C++ may ask of the page. Each function hands over to Module.page
// (page.js), so that all knowledge of the document stands in one file.
addToLibrary({
  page_set_clipboard: text => Module['page'].setClipboard(UTF8ToString(text)),
  page_load__deps: ['$stringToNewUTF8'],
  page_load: key => stringToNewUTF8(Module['page'].load(UTF8ToString(key))),
  page_store: (key, value) => Module['page'].store(UTF8ToString(key), UTF8ToString(value)),
  page_save_file: (name, type, bytes, size) =>
    Module['page'].saveFile(UTF8ToString(name), UTF8ToString(type), HEAPU8.slice(bytes, bytes + size)),
  page_pick_file: () => Module['page'].pickFile(),
  page_link_base__deps: ['$stringToNewUTF8'],
  page_link_base: () => stringToNewUTF8(Module['page'].linkBase()),
  page_languages__deps: ['$stringToNewUTF8'],
  page_languages: () => stringToNewUTF8(Module['page'].languages()),
  page_traits: () => Module['page'].traits(),
  page_show_payload: payload => Module['page'].showPayload(UTF8ToString(payload)),
  page_set_title: title => Module['page'].setTitle(UTF8ToString(title)),
  page_set_input: (active, selection, line, caret, x, y, height) =>
    Module['page'].setInput(active, selection, UTF8ToString(line), caret, x, y, height),
  page_set_cursor: shape => Module['page'].setCursor(shape),
});

// The body of an item as rich text. The editor proper is a library's; tools, words and rules are ours.
// The server cleans whatever is sent: what happens here is comfort, and without scripts the textarea stays.
import {
  BulletList, Blockquote, Bold, Document, Editor, Gapcursor, HardBreak, Heading, History, Italic, Link, ListItem,
  NoSpellCheck, OrderedList, Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline,
} from "../django_prose_editor/editor.js";

const CELL = { content: "(paragraph | bulletList | orderedList)+" };
const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (values) => (values[name] ? { [name]: values[name] } : {}),
});

// Headings begin below the page's own title.
const Headings = Heading.extend({
  parseHTML: () => [
    { tag: "h1, h2", attrs: { level: 2 } },
    { tag: "h3", attrs: { level: 3 } },
    { tag: "h4, h5, h6", attrs: { level: 4 } },
  ],
}).configure({ levels: [2, 3, 4] });

// A table keeps its caption; Tab goes on from cell to cell and leaves at the end, so that nobody is caught in it.
const Tables = Table.extend({
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  addAttributes() {
    const parseHTML = (table) => table.querySelector(":scope > caption")?.textContent.trim() || null;
    return { ...this.parent?.(), caption: { ...attribute("data-caption"), parseHTML,
      renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}) } };
  },
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Tab: () => this.editor.commands.goToNextCell(),
      "Shift-Tab": () => this.editor.commands.goToPreviousCell(),
    };
  },
}).configure({ resizable: false });

const Heads = TableHeader.extend({
  ...CELL,
  addAttributes() {
    return { ...this.parent?.(), scope: attribute("scope") };
  },
});

const EXTENSIONS = [
  Document, Paragraph, Text, HardBreak, Headings, Bold, Italic, Underline, Subscript, Superscript, Blockquote, BulletList,
  OrderedList.configure({ enableListAttributes: false }), ListItem, Tables, TableRow, Heads, TableCell.extend(CELL), History,
  Gapcursor, NoSpellCheck, Link.configure({ openOnClick: false, autolink: false, linkOnPaste: false, enableTarget: false }),
];

// Words, what a button does, when it is pressed, and whether it is for tables only.
const run = (step) => (editor) => step(editor.chain().focus()).run();
const toggle = (words, step, name, values) => ({ words, act: run(step), on: (editor) => editor.isActive(name, values) });
const inTable = (words, step) => ({ words, act: run(step), can: (editor) => step(editor.can().chain()).run(), group: "table" });
const TOOLS = [
  toggle("正文", (chain) => chain.setParagraph(), "paragraph"),
  ...["一级标题", "二级标题", "三级标题"].map((words, order) =>
    toggle(words, (chain) => chain.toggleHeading({ level: order + 2 }), "heading", { level: order + 2 })),
  toggle("加粗", (chain) => chain.toggleBold(), "bold"),
  toggle("斜体", (chain) => chain.toggleItalic(), "italic"),
  toggle("下划线", (chain) => chain.toggleUnderline(), "underline"),
  toggle("上标", (chain) => chain.toggleSuperscript(), "superscript"),
  toggle("下标", (chain) => chain.toggleSubscript(), "subscript"),
  toggle("项目符号", (chain) => chain.toggleBulletList(), "bulletList"),
  toggle("编号", (chain) => chain.toggleOrderedList(), "orderedList"),
  toggle("引用", (chain) => chain.toggleBlockquote(), "blockquote"),
  { words: "链接", act: linkTo, on: (editor) => editor.isActive("link") },
  { words: "插入表格", act: insertTable, can: (editor) => !editor.isActive("table") },
  { words: "撤销", act: run((chain) => chain.undo()), can: (editor) => editor.can().undo() },
  { words: "重做", act: run((chain) => chain.redo()), can: (editor) => editor.can().redo() },
  inTable("下方加行", (chain) => chain.addRowAfter()),
  inTable("删除行", (chain) => chain.deleteRow()),
  inTable("右侧加列", (chain) => chain.addColumnAfter()),
  inTable("删除列", (chain) => chain.deleteColumn()),
  inTable("合并单元格", (chain) => chain.mergeCells()),
  inTable("拆分单元格", (chain) => chain.splitCell()),
  inTable("表头行", (chain) => chain.toggleHeaderRow()),
  inTable("表头列", (chain) => chain.toggleHeaderColumn()),
  { words: "表格标题", act: caption, group: "table" },
  inTable("删除表格", (chain) => chain.deleteTable()),
];

async function linkTo(editor) {
  const answer = await ask("链接", { href: { words: "网址（留空则取消链接）", value: editor.getAttributes("link").href } });
  if (!answer) return;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!answer.href) chain.unsetLink().run();
  else if (!editor.state.selection.empty || editor.isActive("link")) chain.setLink(answer).run();
  else chain.insertContent({ type: "text", text: answer.href, marks: [{ type: "link", attrs: answer }] }).run();
}

async function insertTable(editor) {
  const number = (words, value) => ({ words, value, type: "number", min: 1, max: 50, required: true });
  const answer = await ask("插入表格", { rows: number("行数（含表头）", 3), cols: number("列数", 3) });
  if (!answer) return;
  const size = { rows: Number(answer.rows), cols: Number(answer.cols), withHeaderRow: true };
  editor.chain().focus().insertTable(size).run();
}

async function caption(editor) {
  const answer = await ask("表格标题", { caption: { words: "标题", value: editor.getAttributes("table").caption } });
  if (answer) editor.chain().focus().updateAttributes("table", { caption: answer.caption || null }).run();
}

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// A small question; the answer is its values, or nothing.
function ask(title, fields) {
  const inputs = Object.entries(fields).map(([name, { words, ...attributes }]) =>
    made("label", {}, words, made("input", { name, type: "text", autocomplete: "off", ...attributes })));
  const form = made("form", { method: "dialog" }, made("h2", {}, title), ...inputs,
    made("button", { class: "button", value: "ok" }, "确定"),
    made("button", { class: "button button-secondary", value: "", formnovalidate: true }, "取消"));
  const dialog = made("dialog", { class: "office-editor-ask", "aria-label": title }, form);
  document.body.append(dialog);
  dialog.showModal();
  form.querySelector("input").select();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const answer = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
      dialog.remove();
      resolve(dialog.returnValue === "ok" ? answer : null);
    });
  });
}

// What office programs put between the words of what they copy, and handlers, of which the browser would complain.
const ISLANDS = /<!--[^]*?-->|<xml\b[^]*?<\/xml>|<\/?[ovw]:[^>]*>|<!\[[^>]*>/gi;
const HANDLERS = /\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
const pasted = (html) => html.replace(ISLANDS, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(HANDLERS, ""));

// The HTML to send: captions stand in the tables again.
function written(editor) {
  if (editor.isEmpty) return "";
  const page = new DOMParser().parseFromString(editor.getHTML(), "text/html");
  for (const table of page.querySelectorAll("table[data-caption]")) {
    const element = page.createElement("caption");
    element.textContent = table.dataset.caption;
    table.prepend(element);
    table.removeAttribute("data-caption");
  }
  return page.body.innerHTML;
}

class OfficeEditor extends HTMLElement {
  connectedCallback() {
    const textarea = this.querySelector("textarea");
    if (this.editor || !textarea || textarea.id.includes("__prefix__")) return;
    const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
    const name = label?.textContent.trim().replace(/\s*\*$/, "") || "正文";
    const place = made("div", { class: "office-editor-text" });
    this.tools = made("div", { class: "office-editor-tools", role: "toolbar", "aria-label": `${name}的格式` });
    this.append(this.tools, place);
    this.editor = new Editor({
      element: place,
      extensions: EXTENSIONS,
      content: textarea.value,
      editable: !textarea.disabled && !textarea.readOnly,
      editorProps: {
        attributes: this.roles(textarea, name),
        transformPastedHTML: pasted,
        handleKeyDown: (view, event) => this.leave(event),
      },
      onUpdate: ({ editor }) => {
        textarea.value = written(editor);
        textarea.dispatchEvent(new Event("input", { bubbles: true }));
      },
      onTransaction: () => this.show(),
    });
    this.buttons();
    textarea.hidden = true;
    textarea.required = false; // a field that is not seen cannot be asked for by the browser; the server asks
    label?.addEventListener("click", () => this.editor.commands.focus());
    this.show();
  }

  roles(textarea, name) {
    const roles = { role: "textbox", "aria-multiline": "true", "aria-label": name, "aria-keyshortcuts": "Alt+F10" };
    for (const told of ["aria-describedby", "aria-invalid"]) {
      if (textarea.hasAttribute(told)) roles[told] = textarea.getAttribute(told);
    }
    return textarea.required ? { ...roles, "aria-required": "true" } : roles;
  }

  buttons() {
    this.shown = TOOLS.map((tool) => {
      const button = made("button", { type: "button", tabindex: "-1" }, tool.words);
      button.addEventListener("click", () => tool.act(this.editor));
      this.tools.append(button);
      return [tool, button];
    });
    this.shown[0][1].tabIndex = 0;
    this.tools.addEventListener("keydown", (event) => this.walk(event));
  }

  // Which tools are pressed, of use, or shown at all where the cursor stands.
  show() {
    for (const [tool, button] of this.shown ?? []) {
      if (tool.on) button.setAttribute("aria-pressed", String(tool.on(this.editor)));
      if (tool.can) button.setAttribute("aria-disabled", String(!tool.can(this.editor)));
      button.hidden = tool.group === "table" && !this.editor.isActive("table");
    }
  }

  // Alt+F10 goes to the tools.
  leave(event) {
    if (!(event.altKey && event.key === "F10")) return false;
    this.tools.querySelector("[tabindex='0']").focus();
    return true;
  }

  // Arrow keys go from tool to tool, Escape back to the text.
  walk(event) {
    if (event.key === "Escape") this.editor.commands.focus();
    const buttons = [...this.tools.children].filter((button) => !button.hidden);
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    for (const button of this.tools.children) button.tabIndex = -1;
    const next = buttons.at(to % buttons.length);
    next.tabIndex = 0;
    next.focus();
  }
}

customElements.define("office-editor", OfficeEditor);

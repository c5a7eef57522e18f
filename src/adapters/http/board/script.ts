/** The page's script, as it is sent: it listens, and turns the pages of the categories. Words are set as text, never as HTML. */
export const BOARD_SCRIPT = `
(function () {
  var zone = document.body.dataset.zone, rows = [], page = 0, seen = {}, first = true;
  var PAGE = window.innerWidth < 640 ? 6 : 9, TURN = 8000;
  var $ = function (id) { return document.getElementById(id); };
  var clock = function (at, options) { return new Intl.DateTimeFormat('zh-CN', Object.assign({ timeZone: zone, hour12: false }, options)).format(at); };
  var two = function (parent, text) {
    parent.append(text.zh);
    if (text.en !== text.zh) { var en = document.createElement('small'); en.lang = 'en'; en.textContent = text.en; parent.append(en); }
  };
  var pages = function () {
    var made = [], last = null;
    rows.forEach(function (row) {
      if (last === null || last.category.zh !== row.category.zh || last.rows.length >= PAGE) {
        last = { category: row.category, rows: [] };
        made.push(last);
      }
      last.rows.push(row);
    });
    return made;
  };
  var draw = function () {
    var all = pages();
    page = all.length === 0 ? 0 : page % all.length;
    var shown = all[page];
    $('empty').hidden = shown !== undefined;
    $('category').replaceChildren();
    if (shown) two($('category'), shown.category);
    $('rows').replaceChildren.apply($('rows'), (shown ? shown.rows : []).map(function (row) {
      var tr = document.createElement('tr');
      tr.className = row.status + (!first && seen[row.number] !== row.changedAt ? ' fresh' : '');
      seen[row.number] = row.changedAt;
      var cells = [0, 1, 2, 3].map(function () { return tr.appendChild(document.createElement('td')); });
      cells[0].textContent = row.number;
      two(cells[1], row.item);
      var state = document.createElement('span');
      state.className = 'state';
      two(state, row.state);
      cells[2].append(state);
      cells[3].textContent = clock(row.changedAt, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
      return tr;
    }));
    $('dots').replaceChildren.apply($('dots'), all.map(function (_, index) {
      var dot = document.createElement('i');
      dot.textContent = '\\u25cf';
      if (index === page) dot.className = 'on';
      return dot;
    }));
  };
  var source = new EventSource('/board/events' + location.search);
  source.onopen = function () { $('live').textContent = '\\u25cf'; $('live').className = 'on'; };
  source.onerror = function () { $('live').textContent = '\\u25cb'; $('live').className = ''; };
  source.onmessage = function (event) {
    var next = JSON.parse(event.data);
    var changed = next.find(function (row) { return !first && seen[row.number] !== row.changedAt; });
    rows = next;
    if (first) next.forEach(function (row) { seen[row.number] = row.changedAt; });
    if (changed) page = Math.max(0, pages().findIndex(function (one) { return one.rows.indexOf(changed) >= 0; }));
    draw();
    first = false;
  };
  setInterval(function () { page += 1; draw(); }, TURN);
  setInterval(function () { $('now').textContent = clock(Date.now(), { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }); }, 1000);
})();
`;

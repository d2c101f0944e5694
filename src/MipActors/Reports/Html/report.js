for (const input of document.querySelectorAll("input[data-table]")) {
  const rows = [...document.getElementById(input.dataset.table).tBodies[0].rows];
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
}
for (const head of document.querySelectorAll("th")) {
  head.firstChild.addEventListener("click", () => {
    const body = head.closest("table").tBodies[0];
    const descending = head.ariaSort === "ascending";
    const sign = descending ? -1 : 1;
    const of = (row) => row.cells[head.cellIndex].textContent;
    const compare = (a, b) => {
      const [x, y] = [of(a), of(b)];
      const numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
      return sign * (numbers ? x - y : x.localeCompare(y, "en", { numeric: true }));
    };
    for (const other of head.parentNode.cells) other.ariaSort = null;
    head.ariaSort = descending ? "descending" : "ascending";
    body.append(...[...body.rows].sort(compare));
  });
}

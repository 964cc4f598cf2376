// Puts a field above each long table that narrows it while typing. Without script the whole table is there.
"use strict";

for (const body of document.querySelectorAll("tbody[data-filter]")) {
  const rows = [...body.rows];
  if (rows.length < 8) continue;
  const field = document.createElement("input");
  field.type = "search";
  field.id = "filter-" + Math.random().toString(36).slice(2);
  const label = document.createElement("label");
  label.htmlFor = field.id;
  label.textContent = body.dataset.filter;
  const line = document.createElement("p");
  line.className = "field filter";
  line.append(label, field);
  body.closest(".scroll").before(line);
  field.addEventListener("input", () => {
    const wanted = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLocaleLowerCase();
      row.hidden = !wanted.every((word) => text.includes(word));
    }
  });
}

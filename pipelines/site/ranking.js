"use strict";
// The table sorts, filters and compares itself; the address holds what is shown.
(function () {
	const table = document.getElementById("ranking"), body = table.tBodies[0];
	const heads = Array.from(table.tHead.rows[0].cells), rows = Array.from(body.rows);
	const form = document.getElementById("filter"), count = document.getElementById("count");
	const compare = document.getElementById("compare");
	const lang = document.documentElement.lang, collator = new Intl.Collator(lang), most = 5;
	let sorted = -1, falling = false, chosen = [];

	// What a cell begins with: a number with a sign, a comma or a share, "=" for no change; or a text.
	function valueOf(row, column) {
		const cell = row.cells[column], first = cell.firstChild;
		if (cell.tagName === "TH")
			return cell.textContent.trim();
		const text = (first && first.nodeType === 3 ? first.data : cell.textContent).trim();
		const number = parseFloat(text.replace("\u2212", "-").replace(lang === "de" ? /\./g : /,/g, "").replace(",", "."));
		if (text === "" || text === "\u2013")
			return null;
		return text === "=" ? 0 : isNaN(number) ? text : number;
	}

	// Missing last, whichever way; what is equal stays in the order of places.
	function sort() {
		const all = rows.map((row, i) => ({ row, i, value: sorted < 0 ? i : valueOf(row, sorted) }));
		all.sort((a, b) => {
			if (a.value === null || b.value === null)
				return (a.value === null) - (b.value === null) || a.i - b.i;
			const order = typeof a.value === "string" || typeof b.value === "string" ?
			    collator.compare(a.value, b.value) : a.value - b.value;
			return (falling ? -order : order) || a.i - b.i;
		});
		all.forEach(entry => body.appendChild(entry.row));
		heads.forEach((head, i) => {
			head.setAttribute("aria-sort", i !== sorted ? "none" : falling ? "descending" : "ascending");
		});
	}

	// The place within the selection: 1 and how many of it are before.
	function filter() {
		const wanted = form.search.value.trim().toLocaleLowerCase();
		const state = form.state ? form.state.value : "", size = form.size ? form.size.value : "";
		const group = rows.filter(row => (!state || row.dataset.state === state) && (!size || row.dataset.size === size));
		const places = group.map(row => valueOf(row, 0));
		let shown = 0;
		rows.forEach(row => {
			const place = valueOf(row, 0), note = row.cells[0].querySelector(".within");
			const name = row.querySelector("th a").textContent.toLocaleLowerCase();
			row.hidden = !group.includes(row) || !name.includes(wanted);
			shown += !row.hidden;
			if (note)
				note.remove();
			if ((state || size) && !row.hidden && place !== null) {
				const within = document.createElement("span");
				within.className = "within";
				within.textContent = (1 + places.filter(p => p !== null && p < place).length) + " " + count.dataset.within;
				row.cells[0].append(" ", within);
			}
		});
		count.textContent = shown + " " + count.dataset.cities;
	}

	// A table of the chosen cities, a column each.
	function show() {
		const side = document.createElement("table"), head = side.createTHead().insertRow();
		const rest = side.createTBody(), into = compare.querySelector(".scroll");
		const picked = chosen.map(id => document.getElementById(id));
		compare.hidden = picked.length === 0;
		into.textContent = "";
		rows.forEach(row => { row.querySelector("input").checked = chosen.includes(row.id); });
		heads.forEach((title, i) => {
			const line = i === 1 ? head : rest.insertRow(), first = document.createElement("th");
			first.scope = i === 1 ? "col" : "row";
			first.textContent = title.textContent;
			line.append(first);
			picked.forEach(row => {
				const cell = document.createElement(i === 1 ? "th" : "td");
				Array.from(row.cells[i].childNodes).filter(n => n.nodeName !== "INPUT").forEach(n => cell.append(n.cloneNode(true)));
				cell.className = i === 1 ? "" : "n";
				if (i === 1)
					cell.scope = "col";
				line.append(cell);
			});
		});
		into.append(side);
	}

	function keep() {
		const address = new URLSearchParams();
		const set = (key, value) => value && address.set(key, value);
		set("q", form.search.value.trim());
		set("state", form.state && form.state.value);
		set("size", form.size && form.size.value);
		set("sort", sorted >= 0 && (falling ? "-" : "") + heads[sorted].dataset.column);
		set("city", chosen.join("~"));
		const text = address.toString().replace(/%7E/g, "~");
		history.replaceState(null, "", text ? "?" + text : location.pathname);
	}

	function restore() {
		const address = new URLSearchParams(location.search), key = address.get("sort") || "";
		form.search.value = address.get("q") || "";
		if (form.state)
			form.state.value = address.get("state") || "";
		if (form.size)
			form.size.value = address.get("size") || "";
		falling = key.startsWith("-");
		sorted = heads.findIndex(head => head.dataset.column === key.replace("-", ""));
		chosen = (address.get("city") || "").split("~").filter(id => rows.some(row => row.id === id)).slice(0, most);
	}

	heads.forEach((head, i) => {
		const button = document.createElement("button");
		button.type = "button";
		button.append(...head.childNodes);
		head.append(button);
		button.addEventListener("click", () => {
			falling = sorted === i && !falling;
			sorted = i;
			sort();
			keep();
		});
	});
	rows.forEach(row => {
		const box = document.createElement("input");
		box.type = "checkbox";
		box.setAttribute("aria-label", row.querySelector("th a").textContent + ": " + compare.dataset.add);
		box.title = compare.dataset.add;
		row.cells[0].append(" ", box);
		box.addEventListener("change", () => {
			chosen = chosen.filter(id => id !== row.id);
			compare.querySelector("span").textContent = "";
			if (box.checked && chosen.length < most)
				chosen.push(row.id);
			else if (box.checked)
				compare.querySelector("span").textContent = compare.dataset.most;
			show();
			keep();
		});
	});
	if (form.state)
		[...new Set(rows.map(row => row.dataset.state))].sort(collator.compare).forEach(s => form.state.add(new Option(s, s)));
	form.addEventListener("input", () => { filter(); keep(); });
	form.addEventListener("submit", event => event.preventDefault());
	form.addEventListener("reset", () => setTimeout(() => { filter(); keep(); }));
	compare.querySelector("button").addEventListener("click", () => { chosen = []; show(); keep(); });
	form.hidden = false;
	restore();
	[sort, filter, show].forEach(step => step());
})();

// browser.mjs SITE MODULES SHOTS - the site as people use it, in a headless Chromium: five things a
// newcomer wants, with and without JavaScript, keyboard, phone, axe, and numbers that are those of
// the tables beside the pages.  Prints TAP.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [site, modules, shots] = process.argv.slice(2).map(p => path.resolve(p));
const require = createRequire(path.join(modules, "node_modules", "/"));
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const newest = fs.readdirSync(path.join(site, "open/de")).filter(f => /^\d+\.html$/.test(f)).sort().pop().slice(0, 4);

let n = 0, failed = 0;
async function test(name, run) {
	const wrong = [];
	try {
		await run((holds, what) => holds || wrong.push(what));
	} catch (error) {
		wrong.push(error.stack);
	}
	n++;
	failed += wrong.length > 0;
	console.log(`${wrong.length > 0 ? "not ok" : "ok"} ${n} ${name}`);
	wrong.slice(0, 12).forEach(w => console.log("# " + String(w).replace(/\n/g, "\n# ")));
}

// A table beside a page: rows as objects.
function read(file) {
	const [head, ...rows] = fs.readFileSync(path.join(site, file), "utf8").trimEnd().split("\n").map(l => l.split("\t"));
	return rows.map(row => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

const browser = await puppeteer.launch({
	executablePath: process.env.CHROMIUM || "/usr/bin/chromium", headless: true,
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	    "--disable-component-update", "--disable-sync"]
});
const said = [], outside = [];

// Opens a page of the site; what it says on the console and asks of others is noted.
async function open(file, { script = true, width = 1280, height = 900 } = {}) {
	const page = await browser.newPage(), [name, query = ""] = file.split("?");
	page.on("console", message => said.push(`${file}: ${message.text()}`));
	page.on("pageerror", error => said.push(`${file}: ${error.message}`));
	page.on("request", request => request.url().startsWith("file:") || outside.push(request.url()));
	await page.setJavaScriptEnabled(script);
	await page.setViewport({ width, height });
	await page.goto(pathToFileURL(path.join(site, name)).href + (query && "?" + query));
	return page;
}

// What the rows of a table show, by column.
const rowsOf = (page, id) => page.$$eval(`#${id} tbody tr:not([hidden])`, rows => {
	const names = rows.length === 0 ? [] : Array.from(rows[0].closest("table").tHead.rows[0].cells, c => c.dataset.column);
	return rows.map(row => Object.assign({ id: row.id }, ...Array.from(row.cells, (c, i) => {
		const first = c.firstChild && c.firstChild.nodeType === 3 ? c.firstChild.data : c.textContent;
		return { [names[i]]: c.tagName === "TH" ? c.textContent.trim() : first.trim() };
	})));
});
// The number a cell begins with, without marks between thousands; of a range the first.
const plain = text => text.replace(/[.,](?=[0-9]{3}(?![0-9]))/g, "");
const number = text => text === "=" ? 0 : Number(plain(text).split("\u2013")[0].replace("\u2212", "-").replace("+", "").replace(",", ".").replace(/\s*%$/, ""));

const ranking = read(`open/de/${newest}.tsv`);
for (const script of [true, false])
	await test(`a newcomer finds Lübeck's place and change${script ? "" : ", without JavaScript"}`, async ok => {
		const page = await open("open/de/index.html", { script });
		const row = (await rowsOf(page, "ranking")).find(r => r.city === "Lübeck"), right = ranking.find(r => r.city === "Lübeck");
		ok(number(row.place) === Number(right.place), `place ${row.place}`);
		ok(number(row.change) === Number(right.change), `change ${row.change}`);
		await page.close();
	});

await test("a newcomer finds the best city of Hessen, and its place within the selection", async ok => {
	const page = await open("open/de/index.html");
	await page.select("#state", "Hessen");
	const shown = await rowsOf(page, "ranking"), right = ranking.filter(r => r.state === "Hessen");
	ok(shown.length === right.length, `${shown.length} cities`);
	ok(shown[0].city === right.sort((a, b) => a.place - b.place)[0].city, shown[0].city);
	ok((await page.$eval("#ranking tr:not([hidden]) .within", e => e.textContent)).startsWith("1 "), "place within");
	ok((await page.url()).endsWith("?state=Hessen"), page.url());
	const again = await open("open/de/index.html?state=Hessen&size=m&sort=-change");
	const changes = (await rowsOf(again, "ranking")).map(r => number(r.change));
	ok(changes.length > 0 && changes.every((c, i) => i === 0 || c <= changes[i - 1]), `changes ${changes}`);
	ok((await rowsOf(again, "ranking")).every(r => ranking.find(c => c.slug === r.id).size === "m"), "size");
	await page.close();
	await again.close();
});

const potential = "open/de/city/braunschweig-potential.tsv";
if (fs.existsSync(path.join(site, potential)))
	for (const script of [true, false])
		await test(`a newcomer finds what would lift Braunschweig most${script ? "" : ", without JavaScript"}`, async ok => {
			const page = await open("open/de/city/braunschweig.html", { script });
			const [row] = await rowsOf(page, "potential"), [right] = read(potential);
			ok(number(row.rank_then) === Number(right.rank_then), row.rank_then);
			ok(number(row.places) === Number(right.places), row.places);
			await page.close();
		});

await test("the ranking shows whole columns, and on a phone place, city and points", async ok => {
	const wide = await open("open/de/index.html", { width: 1200 });
	ok(await wide.$eval(".stick", e => e.scrollWidth <= e.clientWidth), "1200 pixels do not hold it");
	await wide.close();
	const phone = await open("open/de/index.html", { width: 360, height: 740 });
	ok(await phone.$eval("#ranking thead th[data-column=score]", e => e.getBoundingClientRect().right <= 344), "points are cut");
	ok(await phone.$eval("a[href='#columns']", a => document.getElementById("columns").textContent.includes("Spanne")), "no legend");
	await phone.close();
});

if (fs.existsSync(path.join(site, "open/de/city/luebeck-explain.tsv")))
	await test("what a city's text says of its change is, but for a last digit, what its table says", async ok => {
		let compared = 0;
		for (const { slug } of ranking) {
			const said = fs.readFileSync(path.join(site, `open/en/city/${slug}.html`), "utf8").match(/Of (\S+) points of change (\S+) come/);
			const right = read(`open/en/city/${slug}-explain.tsv`).find(r => r.indicator === "overall");
			if (!said)
				continue;
			ok(Math.abs(number(said[1]) - right.change) < 0.15, `${slug}: ${said[1]}, in the table ${right.change}`);
			ok(Math.abs(number(said[2]) - right.own) < 0.15, `${slug}: own ${said[2]}, in the table ${right.own}`);
			compared++;
		}
		ok(compared > 40, `${compared} cities`);
	});

await test("a number and its unit stay together in what is said of a city", async ok => {
	for (const { slug } of ranking) {
		const said = fs.readFileSync(path.join(site, `open/de/city/${slug}.html`), "utf8").match(/<section[^]*?<\/section>/)[0];
		ok(/[0-9]&nbsp;% der Gewichte haben Daten/.test(said) && !/[0-9] (%|kW)/.test(said), slug);
	}
});

await test("reasons and sources are said in the language of the page, with the same figures", async ok => {
	const figures = text => (text.match(/[0-9][0-9.,]*[0-9]|[0-9]/g) || []).map(f => f.replace(/[.,]/g, "")).join(" ");
	for (const [lang, behind] of [["de", "_de"], ["en", ""]]) {
		const page = await open(`open/${lang}/method.html`);
		for (const [id, column] of [["withdrawn", "reason"], ["doubtful", "reason"], ["sources", "source"], ["sources", "licence"]]) {
			const shown = await rowsOf(page, id), right = read(`open/${lang}/method-${id}.tsv`);
			ok(shown.length > 0 && shown.every((row, i) => row[column] === right[i][column + behind]), `${lang}: ${id} ${column}`);
			right.forEach(r => ok(figures(r[column]) === figures(r[column + "_de"]), `${r[column]}: ${r[column + "_de"]}`));
		}
		await page.close();
	}
});

await test("a newcomer compares Kiel and Ulm, and sends the comparison as a link", async ok => {
	const page = await open("open/en/index.html");
	for (const id of ["kiel", "ulm"])
		await page.click(`#${id} input`);
	const shown = await page.$$eval("#compare table tr", rows => rows.map(r => Array.from(r.cells, c => c.textContent.trim())));
	ok(shown[0].includes("Kiel") && shown[0].includes("Ulm"), `heads ${shown[0]}`);
	const places = shown.find(r => r[0] === "Place");
	ok(["Kiel", "Ulm"].every((c, i) => number(places[i + 1]) === Number(ranking.find(r => r.city === c).place)), `places ${places}`);
	ok((await page.url()).endsWith("?city=kiel~ulm"), page.url());
	const again = await open("open/en/index.html?city=kiel~ulm");
	ok((await again.$$eval("#compare thead th", c => c.length)) === 3, "the link");
	await page.close();
	await again.close();
});

for (const script of [true, false])
	await test(`a newcomer downloads the table${script ? "" : ", without JavaScript"}`, async ok => {
		const page = await open("open/de/index.html", { script });
		const links = await page.$$eval(".download a", all => all.map(a => a.getAttribute("href")));
		ok(links.includes(`${newest}.tsv`) && links.includes(`${newest}.csv`), links);
		ok(read(`open/de/${links.find(l => l.endsWith(`${newest}.tsv`))}`).length === ranking.length, "rows");
		await page.close();
	});

await test("every column sorts, up and down, missing last, and the head says so", async ok => {
	const page = await open("open/de/2019.html"), columns = await page.$$eval("#ranking thead th", c => c.map(h => h.dataset.column));
	for (const [i, column] of columns.entries())
		for (const way of ["ascending", "descending"]) {
			await (await page.$$("#ranking thead button"))[i].click();
			ok((await page.$$eval("#ranking thead th", c => c.map(h => h.getAttribute("aria-sort"))))[i] === way, `${column}: aria-sort`);
			const cells = (await rowsOf(page, "ranking")).map(r => r[column]), there = cells.filter(c => c !== "\u2013" && c !== "");
			ok(cells.slice(there.length).every(c => c === "\u2013" || c === ""), `${column}: missing last`);
			if (column !== "city")
				ok(there.every((c, j) => j === 0 || (number(there[j - 1]) - number(c)) * (way === "ascending" ? 1 : -1) <= 0), `${column}, ${way}`);
		}
	await page.close();
});

await test("the keyboard alone reaches everything, and sorts", async ok => {
	const page = await open("open/en/index.html");
	const all = await page.$$eval("a[href], button, input, select, [tabindex='0']", e => e.filter(x => x.offsetParent !== null || x.className === "skip").length);
	const seen = await page.evaluate(() => { window.seen = new Set(); document.addEventListener("focusin", e => window.seen.add(e.target)); });
	for (let i = 0; i < all + 5; i++)
		await page.keyboard.press("Tab");
	const reached = await page.evaluate(() => window.seen.size);
	ok(reached >= all, `${reached} of ${all}`);
	await page.focus("#ranking thead th[data-column=score] button");
	await page.keyboard.press("Enter");
	ok(await page.$("#ranking th[data-column=score][aria-sort=ascending]"), "Enter sorts");
	await page.close();
});

const looked = ["de", "en"].flatMap(l => [`open/${l}/index.html`, `open/${l}/city/luebeck.html`, `open/${l}/method.html`,
    `open/${l}/map.html`, `bitkom/${l}/index.html`, `bitkom/${l}/city/luebeck.html`, `bitkom/${l}/method.html`]).concat("index.html");
for (const file of looked) {
	await test(`axe finds nothing in ${file}`, async ok => {
		const page = await open(file);
		await page.evaluate(axe);
		const { violations } = await page.evaluate(() => window.axe.run());
		violations.forEach(v => ok(false, `${v.id}: ${v.nodes.length}, ${v.nodes[0].html.slice(0, 200)}`));
		await page.close();
	});
	await test(`${file} fits a phone of 360 pixels`, async ok => {
		const page = await open(file, { width: 360, height: 740 });
		const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
		ok(wide <= 360, `${wide} pixels`);
		await page.close();
	});
}

// A generator with a fixed seed (Park and Miller 1988).
let seed = 20;
const random = below => (seed = seed * 48271 % 2147483647) % below;

await test("200 numbers of pages are those of the tables beside them", async ok => {
	const cities = ranking.map(r => r.slug), found = [];
	for (let i = 0; i < 12; i++) {
		const lang = ["de", "en"][i % 2], slug = cities[random(cities.length)], at = `open/${lang}/city/${slug}`;
		const pages = [[`open/${lang}/${newest - random(7)}`, { ranking: "" }], [at, { areas: "-areas", places: "-places", explain: "-explain",
		    potential: "-potential", figures: "-figures" }], [`open/${lang}/method`, { tree: "-tree", quality: "-quality" }]];
		for (const [file, tables] of pages) {
			const page = await open(`${file}.html`, { script: false });
			for (const [id, suffix] of Object.entries(tables)) {
				if (!fs.existsSync(path.join(site, `${file}${suffix}.tsv`)))
					continue;
				const right = read(`${file}${suffix}.tsv`), shown = await rowsOf(page, id);
				ok(right.length === shown.length, `${file}: ${id} has ${shown.length} rows, ${right.length} beside`);
				shown.forEach((row, r) => Object.entries(row).forEach(([column, text]) => {
					if (/^[+\u2212]?[0-9][0-9.,]*(\s%|\u2013[0-9]+)?$/.test(text) || text === "=")
						found.push({ file, id, column, text, right: right[r] && right[r][column] });
				}));
			}
			await page.close();
		}
	}
	ok(found.length >= 2000, `${found.length} numbers`);
	for (let i = 0; i < 200; i++) {
		const { file, id, column, text, right } = found[random(found.length)], share = text.endsWith("%") ? 100 : 1;
		const decimals = (plain(text).replace(/\s*%$|\u2013.*/, "").split(/[.,]/)[1] || "").length;
		// A change that is rounded to none is a sign, not a number.
		const within = text === "=" ? 0.05 : 0.5 * 10 ** -decimals;
		ok(right !== undefined && right !== "" && Math.abs(number(text) - share * Number(right)) <= within + 1e-9,
		    `${file}, ${id}, ${column}: ${text}, beside ${right}`);
	}
});

await test("pages say nothing on the console and ask nothing of others", async ok => {
	said.forEach(s => ok(false, s));
	outside.forEach(u => ok(false, u));
});

fs.mkdirSync(shots, { recursive: true });
for (const [name, file, width, print] of [["ranking", "open/de/index.html", 1280], ["city", "open/de/city/luebeck.html", 1280],
    ["method", "open/de/method.html", 1280], ["phone", "open/de/index.html", 360], ["phone-city", "open/de/city/luebeck.html", 360],
    ["print", "open/de/index.html", 1030, true], ["map", "open/de/map.html", 1000], ["bitkom", "bitkom/de/index.html", 1280]]) {
	const page = await open(file, { width });
	if (print)
		await page.emulateMediaType("print");
	await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
	await page.close();
}
await browser.close();
console.log(`1..${n}`);
process.exitCode = failed > 0 ? 1 : 0;

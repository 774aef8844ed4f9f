// SPDX-License-Identifier: MIT
// The live page: sends pictures to the simulator or listens to a board, and shows what came of them. It needs nothing from elsewhere.
"use strict";

const $ = id => document.getElementById(id);
const svgName = "http://www.w3.org/2000/svg";
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const longestHistory = 120;

let state = null;      // as /api/state gives it
let model = null;      // the LiveModel that runs; null where the board runs another one
let shown = null;      // the last picture, to be judged again when the threshold or the model changes
let scores = [];
let latest = null;     // of a board: its last inference
let stream = null;     // of this device's camera
let playing = null;    // timer of the walk

// --- Asking the server ---------------------------------------------------------------------------------------------------------------

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("live does not answer: was it stopped?");
  }
  const report = await response.json();
  if (!response.ok) throw new Error(report.error);
  return report;
}

const post = (path, query, body) => ask(`${path}?${new URLSearchParams(query)}`, { method: "POST", body });

/** Runs what a person asked for; a failure is said in one place. */
async function attempt(action) {
  try {
    $("problem").hidden = true;
    return await action();
  } catch (error) {
    $("problem").textContent = error.message;
    $("problem").hidden = false;
    return null;
  }
}

// --- Words and numbers ---------------------------------------------------------------------------------------------------------------

const percent = value => `${(100 * value).toFixed(1)} %`;
const bytes = value => value < 1024 ? `${value} B` : `${(value / 1024).toFixed(1)} KiB`;
const milliseconds = value => `${(value / 1000).toFixed(value < 10000 ? 2 : 1)} ms`;

function element(name, text, parent) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  parent?.append(made);
  return made;
}

function fact(list, name, value) {
  const group = element("div", undefined, list);
  group.className = "fact";
  element("dt", name, group);
  element("dd", value, group);
}

// --- The picture ---------------------------------------------------------------------------------------------------------------------

/** Shows a picture file to the simulator. */
async function look(blob, name, isStream = false) {
  const answer = await post("/api/look", { threshold: $("threshold").value, stream: isStream }, blob);
  if (shown?.address) URL.revokeObjectURL(shown.address);
  shown = { blob, name, address: URL.createObjectURL(blob) };
  showImage($("photograph"), shown.address, name);
  $("photograph-caption").textContent = name;
  showImage($("seen"), `data:image/png;base64,${answer.seen}`, `${name} as the network saw it, ${model.inputWidth} x ${model.inputHeight}`);
  $("seen-caption").textContent = `What the network saw: ${model.inputWidth} x ${model.inputHeight}`;
  showAnswer(answer.label, answer.score, answer.present, answer.led, answer.boxes);
  showTimes(answer.operators);
  showFacts(answer);
}

function showImage(image, address, text) {
  image.src = address;
  image.alt = text;
  image.hidden = false;
}

const judgeAgain = () => shown && attempt(() => look(shown.blob, shown.name));

async function showSample(index) {
  stopCamera();
  const response = await fetch(`/api/samples/${index}`);
  await look(await response.blob(), state.samples[index].name);
}

function takeFile(file) {
  if (!file) return;
  stopCamera();
  attempt(() => look(file, file.name || "pasted picture"));
}

async function startCamera() {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error("this browser gives no page a camera");
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 640 } } });
  } catch (error) {
    throw new Error(error.name === "NotAllowedError" ? "the browser was not allowed to use the camera" : "there is no camera to use");
  }
  const video = $("video");
  video.srcObject = stream;
  await video.play();
  $("camera").setAttribute("aria-pressed", "true");
  $("camera").textContent = "Stop the camera";
  followCamera(video, stream);
}

/** One picture at a time: the next is taken when the answer to the last is here. */
async function followCamera(video, mine) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [320, 240];
  while (stream === mine) {
    const started = performance.now();
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.92));
    if (stream !== mine || await attempt(async () => { await look(blob, "this device's camera", true); return true; }) === null) break;
    await new Promise(done => setTimeout(done, Math.max(20, 100 - (performance.now() - started))));
  }
  if (stream === mine) stopCamera();
}

function stopCamera() {
  stream?.getTracks().forEach(track => track.stop());
  stream = null;
  $("camera").setAttribute("aria-pressed", "false");
  $("camera").textContent = "Use this device's camera";
}

// --- The answer ----------------------------------------------------------------------------------------------------------------------

function showAnswer(label, score, present, led, boxes) {
  const what = label ?? (boxes.length === 1 ? "1 object" : `${boxes.length} objects`);
  const text = label === null ? what : present ? `${what}: ${percent(score)}` : `not ${what} (${percent(score)})`;
  if ($("answer").textContent !== text) $("answer").textContent = text;
  $("lamp").classList.toggle("on", led);
  $("lamp-text").textContent = led ? "lamp on" : "lamp off";
  $("bar").style.width = `${100 * score}%`;
  document.querySelector(".bar").classList.toggle("yes", present);
  showBoxes(boxes);
  scores.push(score);
  if (scores.length > longestHistory) scores.shift();
  showHistory();
}

function showBoxes(boxes) {
  $("boxes").replaceChildren(...boxes.map(box => {
    const outline = document.createElementNS(svgName, "rect");
    outline.setAttribute("x", box.left);
    outline.setAttribute("y", box.top);
    outline.setAttribute("width", Math.max(0, box.right - box.left));
    outline.setAttribute("height", Math.max(0, box.bottom - box.top));
    return outline;
  }));
  $("boxes").style.height = `${$("photograph").clientHeight}px`;
  $("found").replaceChildren(...boxes.map(box => element("li",
    `${box.label}: ${percent(box.score)}, from ${percent(box.left)} to ${percent(box.right)} across, ${percent(box.top)} to ${percent(box.bottom)} down`)));
}

function showHistory() {
  const x = index => scores.length === 1 ? 0 : 480 * index / (Math.max(scores.length, 20) - 1);
  document.querySelector("#history polyline").setAttribute("points", scores.map((score, index) => `${x(index).toFixed(1)},${(116 - 112 * score).toFixed(1)}`).join(" "));
  const last = scores.slice(-5).map(percent).join(", ");
  $("history").setAttribute("aria-label", `${scores.length} scores, the last: ${last}`);
  $("history-text").textContent = `${scores.length} score${scores.length === 1 ? "" : "s"}, least ${percent(Math.min(...scores))}, greatest ${percent(Math.max(...scores))}; dashed: the threshold`;
}

function showThreshold() {
  const value = Number($("threshold").value);
  $("threshold-text").textContent = percent(value);
  $("mark").style.left = `${100 * value}%`;
  const limit = document.querySelector("#history .limit");
  for (const [name, at] of [["x1", 0], ["x2", 480], ["y1", 116 - 112 * value], ["y2", 116 - 112 * value]]) limit.setAttribute(name, at);
}

function showFacts(answer) {
  const facts = $("facts");
  facts.replaceChildren();
  fact(facts, "time on this PC, operators timed one by one", milliseconds(answer.totalMicroseconds));
  fact(facts, "of it camera, C, C#", [answer.inputMicroseconds, answer.nativeMicroseconds, answer.managedMicroseconds].map(milliseconds).join(", "));
  fact(facts, "arena of the schedule", bytes(model.arenaBytes));
  fact(facts, "of it written, measured", bytes(answer.highWaterBytes));
  fact(facts, "to resize camera rows", bytes(answer.converterBytes));
  fact(facts, "flash: the package", bytes(model.flashBytes));
}

function showTimes(microseconds) {
  const all = microseconds.reduce((sum, one) => sum + one, 0);
  const known = model?.operators.length === microseconds.length;
  $("times-text").textContent = `${milliseconds(all)} in ${microseconds.length} operators, ${state.port ? "on the board" : "on this PC"}.`;
  $("times").replaceChildren(...microseconds.map((time, index) => {
    const row = element("tr");
    const operator = known ? model.operators[index] : null;
    element("td", operator ? `${index} ${operator.kind}` : `${index}`, row);
    element("td", operator?.shape ?? "", row);
    element("td", operator ? operator.macs.toLocaleString("en") : "", row);
    element("td", time.toLocaleString("en"), row);
    const share = element("td", undefined, row);
    share.className = "share";
    element("i", undefined, share).style.width = `${all ? 100 * time / all : 0}%`;
    return row;
  }));
}

// --- The walk ------------------------------------------------------------------------------------------------------------------------

/** Every moment of one inference: a patch, and a step of it. */
function moments() {
  return model.walk.flatMap((patch, index) => {
    const stage = model.stages[patch.stage];
    return Array.from({ length: stage.count }, (_, step) => ({ patch, index, step: stage.first + step }));
  });
}

let walk = [];
let cursor = null;

function showModel(next) {
  model = next;
  const map = new DOMParser().parseFromString(`<div xmlns="http://www.w3.org/1999/xhtml">${model.memoryMap}</div>`, "text/html").querySelector("svg");
  $("map").replaceChildren(map);
  cursor = document.createElementNS(svgName, "line");
  cursor.setAttribute("class", "cursor");
  map.append(cursor);
  walk = moments();
  drawCells();
  $("position").max = walk.length - 1;
  $("in-use").max = model.arenaBytes;
  $("written").max = model.arenaBytes;
  $("blocks").replaceChildren(...model.blocks.map(block => {
    const row = element("tr");
    [block.name, block.first === block.last ? block.first : `${block.first} to ${block.last}`, block.offset, block.bytes].forEach(text => element("td", text, row));
    return row;
  }));
  showMoment(0);
}

/** Bytes that blocks cover, some of which share theirs. */
function union(blocks) {
  let end = 0;
  let sum = 0;
  for (const block of [...blocks].sort((a, b) => a.offset - b.offset)) {
    sum += Math.max(0, block.offset + block.bytes - Math.max(end, block.offset));
    end = Math.max(end, block.offset + block.bytes);
  }
  return sum;
}

/** Draws the arena's cells after a patch; returns how many bytes have been written since the beginning. */
function showCells(index) {
  const cells = [...$("cells").children];
  const before = new Set(model.walk.slice(0, index).flatMap(patch => patch.cells));
  const now = new Set(model.walk[index].cells);
  cells.forEach((cell, at) => cell.setAttribute("class", now.has(at) ? "now" : before.has(at) ? "before" : "empty"));
  const written = new Set([...before, ...now]).size;
  $("cells").setAttribute("aria-label", `${written} of ${cells.length} pieces of the arena written, ${now.size} changed by this patch`);
  return Math.min(model.arenaBytes, written * model.cellBytes);
}

function drawCells() {
  const columns = innerWidth < 600 ? 32 : 64;
  const count = Math.ceil(model.arenaBytes / model.cellBytes);
  $("cells").setAttribute("viewBox", `0 0 ${columns} ${Math.ceil(count / columns)}`);
  $("cells").replaceChildren(...Array.from({ length: count }, (_, at) => {
    const cell = document.createElementNS(svgName, "rect");
    for (const [name, value] of [["x", at % columns + 0.06], ["y", Math.floor(at / columns) + 0.06], ["width", 0.88], ["height", 0.88]]) cell.setAttribute(name, value);
    return cell;
  }));
}

function showMoment(at) {
  const { patch, index, step } = walk[at];
  const used = union(model.blocks.filter(block => block.first <= step && step <= block.last));
  const written = showCells(index);
  for (const block of document.querySelectorAll("#map .block")) {
    block.classList.toggle("idle", step < Number(block.dataset.first) || step > Number(block.dataset.last));
  }
  // The map's own geometry: steps between its left edge and its width, as MemoryMapSvg draws them.
  const [left, width, top, bottom] = [76, 1080, 26, 326];
  const x = left + (width - left) * (step + 0.5) / model.operators.length;
  for (const [name, value] of [["x1", x], ["x2", x], ["y1", top - 14], ["y2", bottom]]) cursor.setAttribute(name, value);
  $("in-use").value = used;
  $("in-use-text").textContent = `${bytes(used)} of ${bytes(model.arenaBytes)}`;
  $("written").value = written;
  $("written-text").textContent = bytes(written);
  const operator = model.operators[step];
  const stage = model.stages[patch.stage];
  const text = `Patch ${index + 1} of ${model.walk.length} (stage ${patch.stage}, row ${patch.row + 1} of ${stage.rows}, column ${patch.column + 1} of ${stage.columns}), operator ${step}: ${operator.kind}`;
  $("walk-text").textContent = text;
  $("position").value = at;
  $("position").setAttribute("aria-valuetext", text);
  showRegion(patch.region);
}

function showRegion(region) {
  const outline = document.querySelector("#region rect");
  $("region").setAttribute("viewBox", `0 0 ${model.inputWidth} ${model.inputHeight}`);
  $("region").style.height = `${$("seen").clientHeight}px`;
  outline.toggleAttribute("hidden", !region);
  if (!region) return;
  const [top, bottom, left, right] = region;
  outline.setAttribute("x", left);
  outline.setAttribute("y", top);
  outline.setAttribute("width", right - left);
  outline.setAttribute("height", bottom - top);
}

function play(on) {
  clearInterval(playing);
  playing = on ? setInterval(() => showMoment((Number($("position").value) + 1) % walk.length), calm ? 1000 : Math.max(30, Math.min(250, 20000 / walk.length))) : null;
  $("play").setAttribute("aria-pressed", String(on));
  $("play").textContent = on ? "Pause" : "Play";
  $("walk-text").setAttribute("role", on ? "none" : "status"); // a reader is told where it stands, not of every step
}

// --- A board -------------------------------------------------------------------------------------------------------------------------

function listen() {
  const events = new EventSource("/api/events");
  const on = (kind, action) => events.addEventListener(kind, event => action(JSON.parse(event.data)));
  on("status", status => {
    $("status").hidden = false;
    $("status").classList.toggle("lost", status.state === "lost");
    $("status").textContent = status.state === "lost" ? `The board is lost: ${status.message}. Looking for it.` : `The board answers at ${status.message}.`;
  });
  on("notice", notice => {
    $("problem").textContent = notice.message;
    $("problem").hidden = false;
  });
  on("start", start => {
    $("where").textContent = `The board at ${state.port} runs ${start.model}, input ${start.inputWidth} x ${start.inputHeight}, kernels ${start.backend}.`;
    const same = start.model === state.model.name && start.arenaUsedBytes === state.model.arenaBytes;
    model = same ? state.model : null;
    $("arena-section").hidden = !same;
    if (same) showModel(state.model);
    scores = [];
  });
  on("inference", inference => {
    latest = inference;
    showBoardAnswer();
    const facts = $("facts");
    facts.replaceChildren();
    fact(facts, "time on the board", milliseconds(inference.totalMicroseconds));
    fact(facts, "of it camera, C, C#", [inference.inputMicroseconds, inference.nativeMicroseconds, inference.managedMicroseconds].map(milliseconds).join(", "));
    fact(facts, "frames a second", inference.framesPerSecond.toFixed(2));
    fact(facts, "patches", inference.patches);
  });
  on("steps", steps => showTimes(steps.microseconds));
  on("picture", picture => {
    showImage($("photograph"), `data:image/png;base64,${picture.image}`, `What the board's camera saw, ${picture.width} x ${picture.height}`);
    $("photograph-caption").textContent = `What the board's camera saw: ${picture.width} x ${picture.height}`;
  });
  on("memory", memory => {
    $("telemetry-section").hidden = false;
    const facts = $("telemetry");
    facts.replaceChildren();
    for (const [name, text] of [["arenaBytes", "arena"], ["arenaUsedBytes", "of it the schedule's"], ["arenaHighWaterBytes", "of it written"], ["imageBytes", "to resize camera rows"],
      ["stackBytes", "native stack"], ["managedFreeBytes", "managed heap free"], ["internalFreeBytes", "internal SRAM free"], ["externalFreeBytes", "external RAM free"]]) {
      if (memory[name] >= 0) fact(facts, text, bytes(memory[name]));
    }
  });
  on("error", error => {
    $("problem").textContent = `The board says: ${error.message}`;
    $("problem").hidden = false;
  });
  events.onerror = () => {
    $("status").hidden = false;
    $("status").classList.add("lost");
    $("status").textContent = "live does not answer: was it stopped?";
  };
}

/** The page's own threshold on the board's score; the lamp is what the firmware says. */
function showBoardAnswer() {
  if (latest && typeof latest.label === "string") {
    showAnswer(latest.label, latest.score, latest.score >= Number($("threshold").value), latest.present, []);
  } else if (latest) {
    $("answer").textContent = latest.objects === undefined ? "The board judges frames" : `${latest.objects} objects`;
  }
}

// --- Beginning -----------------------------------------------------------------------------------------------------------------------

function fill(select, names, chosen) {
  select.replaceChildren(...names.map(name => new Option(name, name, false, name === chosen)));
}

async function choose() {
  // The schedules that can be chosen are the present model's.
  const schedule = $("model").value === model.name ? $("schedule").value : "";
  const next = await attempt(() => post("/api/model", { model: $("model").value, schedule }));
  if (!next) {
    $("model").value = model.name;
    $("schedule").value = model.chosen;
    return;
  }
  const renamed = next.name !== model.name;
  showModel(next);
  fill($("schedule"), next.schedules, next.chosen);
  describeSimulator();
  if (renamed) {
    $("threshold").value = next.threshold;
    scores = [];
    showThreshold();
  }
  await judgeAgain();
}

function describeSimulator() {
  $("where").textContent = `The simulator: the firmware's own classes and the engine run ${model.name}, schedule ${model.schedule}, on frames of ${model.cameraWidth} x ${model.cameraHeight}.`;
}

function connectSimulator() {
  $("simulator-tools").hidden = false;
  fill($("model"), state.models, model.name);
  fill($("schedule"), model.schedules, model.chosen);
  describeSimulator();
  $("samples").replaceChildren(...state.samples.map((sample, index) => {
    const button = element("button");
    button.type = "button";
    const image = element("img", undefined, button);
    image.src = `/api/samples/${index}`;
    image.alt = "";
    button.append(sample.name);
    button.addEventListener("click", () => attempt(() => showSample(index)));
    return button;
  }));
  $("file").addEventListener("change", event => { takeFile(event.target.files[0]); event.target.value = ""; });
  $("camera").addEventListener("click", () => stream ? stopCamera() : attempt(startCamera));
  $("model").addEventListener("change", choose);
  $("schedule").addEventListener("change", choose);
  document.addEventListener("paste", event => takeFile([...event.clipboardData.files].find(file => file.type.startsWith("image/"))));
  // Also beside the frame: a picture that is dropped must not replace the page.
  document.addEventListener("dragover", event => { event.preventDefault(); $("drop").classList.add("over"); });
  document.addEventListener("dragleave", () => $("drop").classList.remove("over"));
  document.addEventListener("drop", event => { event.preventDefault(); $("drop").classList.remove("over"); takeFile(event.dataTransfer.files[0]); });
  if (state.samples.length) attempt(() => showSample(0));
}

function connectBoard() {
  $("board-tools").hidden = false;
  $("samples").hidden = true;
  $("choices").hidden = true;
  $("seen").closest("figure").hidden = true;
  document.querySelector(".pair").classList.add("single");
  $("where").textContent = `The board at ${state.port}: waiting for its first line.`;
  $("watch").checked = state.watching;
  $("watch").addEventListener("change", event => attempt(() => post("/api/board", { command: event.target.checked ? "watch" : "rest" })));
  $("take").addEventListener("click", () => attempt(() => post("/api/board", { command: "picture" })));
  $("profile").addEventListener("click", () => attempt(() => post("/api/board", { command: "profile" })));
  listen();
}

async function begin() {
  state = await ask("/api/state");
  $("threshold").value = state.model.threshold;
  showThreshold();
  showModel(state.model);
  state.port ? connectBoard() : connectSimulator();
  if (!calm) play(true);
}

$("threshold").addEventListener("input", () => { showThreshold(); if (state.port) showBoardAnswer(); });
$("threshold").addEventListener("change", () => { if (!state.port && !stream) judgeAgain(); });
$("play").addEventListener("click", () => play(!playing));
$("position").addEventListener("input", event => { play(false); showMoment(Number(event.target.value)); });
$("save").addEventListener("submit", event => {
  event.preventDefault();
  attempt(async () => {
    const saved = await post("/api/save", { label: $("label").value });
    $("saved").textContent = `${saved.file}: ${saved.width} x ${saved.height}`;
  });
});
addEventListener("resize", () => { if (model && walk.length) { drawCells(); showMoment(Number($("position").value)); } });
attempt(begin);

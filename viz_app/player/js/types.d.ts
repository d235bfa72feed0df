// The shapes that the player is given; the Story is documented in viz_app/story.

export type Phase = "hidden" | "future" | "live" | "past";
export type Role = "grad" | "value" | "code";

export interface View {
  kind: "scalar" | "grid" | "heat" | "none";
  rows: string[][];
  shape: string;
  more: string;
  levels: number[][];
}

export interface CardStatic {
  id: string;
  scene: string;
  kind: "leaf" | "op" | "constant";
  /** it never has a name: its source text stands in the place of both */
  bare?: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface CardNow {
  phase: Phase;
  names: string;
  source: string;
  shape: string;
  leaf: boolean;
  value: number | null;
  node: string;
  recorded: boolean;
  inbox: string;
  inbox_grad: number | null;
  grad_sign: "absent" | "none" | "value" | "zero" | "stale";
  grad: number | null;
  grad_note: string;
  saved: [string, "live" | "freed" | "stale"][];
  version: number;
}

export interface EdgeStatic {
  id: string;
  scene: string;
  from: string;
  to: string;
  slot: number;
  recorded: boolean;
  /** how Python took the numbers out: the line only shows where they came from */
  lost?: string | null;
  points?: [number, number][] | null;
}

export interface EdgeNow {
  phase: Phase;
  flow: number | null;
  flow_text: string;
}

export interface RegionStatic {
  id: string;
  scene: string;
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Place {
  cell: number;
  run: number;
  line: number;
  col: number;
  end_line: number;
  end_col: number;
}

export interface Span {
  t: string;
  r?: Role;
}

export interface NumberRow {
  label: string;
  view?: number | null;
  text?: string;
  role: string;
}

export interface Panel {
  title: string;
  rule: string | null;
  numbers: NumberRow[];
  history: string[];
  saved: string[];
  why: string;
  /** what the lesson says beside this step */
  notes?: string[];
}

export interface Step {
  kind: string;
  at: Place | null;
  /** in backward: the forward place whose gradient is being computed */
  origin?: Place | null;
  scene: string;
  focus: string[];
  segment: number;
  sentence: Span[];
  panel: Panel;
  changes: [string, unknown, unknown][];
}

export interface Run {
  run: number;
  cell: number;
  number: number;
  count: number;
  first: number;
  last: number;
}

export interface OutputItem {
  kind: "stdout" | "display" | "warning" | "error";
  text: string;
  line: number | null;
}

export interface Segment {
  kind: "forward" | "backward" | "no_grad";
  label: string;
  first: number;
  last: number;
}

export interface Metrics {
  pad: number;
  top: number;
  name: number;
  source: number;
  row: number;
  row_gap: number;
  value_top: number;
  value_bottom: number;
  foot_top: number;
  line: number;
  foot_bottom: number;
  grad_top: number;
}

/** A call that can be folded: its own cards, without those of the calls within it, and its last. */
export interface Call {
  id: string;
  label: string;
  /** the call in which it happened, or "" */
  parent: string;
  cards: string[];
  result: string;
}

/** Places in the order of the story's own lists. */
export interface Down {
  scenes: Story["scenes"];
  cards: [number, number][];
  regions: { x: number; y: number; width: number; height: number }[];
  points: Record<string, [number, number][]>;
  direct: number;
}

export interface Story {
  texts: string[];
  runs: Run[];
  views: View[];
  scenes: { id: string; width: number; height: number }[];
  cards: CardStatic[];
  edges: EdgeStatic[];
  regions: RegionStatic[];
  outputs: OutputItem[][];
  metrics: Metrics;
  network: { nodes: Record<string, unknown>[]; edges: Record<string, unknown>[]; options: any };
  segments: Segment[];
  ticks: number[];
  /** per loop: the step at which each round begins, and the last step of the last round */
  loops?: { starts: number[]; last: number }[];
  calls?: Call[];
  /** edges of a large picture that are not led round the cards between their ends */
  direct?: number;
  /** where everything stands from top to bottom, if it is known */
  down?: Down;
  initial: Record<string, unknown>;
  /** where a lesson wants to be opened */
  start?: number;
  /** with holes where a chapter has not come yet; the length is that of the whole story */
  steps: Step[];
  /** steps of a chapter, if the story comes in chapters */
  chapter?: number;
  /** per chapter, if it is known: what is visible before it and was not so in the beginning */
  states?: Map<number, State>;
}

/** Field by field: kind, field, ids and values as columns (see viz_app/story/wire.py). */
export type State = [kind: string, field: string, ids: any[], values: any[]][];

/** See viz_app/story/pack.py. */
export interface Packed {
  shapes: string[][];
  parts: any[];
}

export interface Columns {
  count: number;
  columns: Record<string, any[]>;
}

export interface Chapter {
  number: number;
  steps: Step[];
  views: [number, View][];
  state: State | null;
}

/** A cell of the notebook as the person wrote it. */
export interface Cell {
  kind: "code" | "markdown";
  source: string;
}

/** Which code cell was run, and its text at the time it ran. */
export type Execution = [number: number, source: string];

export type Theme = "light" | "dark" | "projector" | "print";

/** The names of the palette in viz_app/graph/style.py. */
export type Palette = Record<
  | "bg" | "panel" | "ink" | "soft" | "faint" | "line" | "value" | "value_bg" | "grad" | "grad_bg"
  | "tray" | "leaf_line" | "now" | "cut" | "ok" | "keyword" | "edge" | "grad_edge" | "error" | "weight",
  string
>;

/** All that Python sends: the story is JSON text. */
export interface PlayerMessage extends Omit<PlayerData, "story"> {
  story: string;
  /** JSON text, or "" */
  down?: string;
}

/** The same with the story read. */
export interface PlayerData {
  id: string;
  document: string;
  story: Story;
  cells: Cell[];
  executions: Execution[];
  words: Record<string, string>;
  palette: Record<Theme, Palette>;
  editable: boolean;
  theme: Theme | "auto";
  /** "table": the table is open */
  view?: string;
  /** somebody else walks it: it listens to no keys */
  led?: boolean;
  /** where a reader who has not been here begins */
  step: number;
  /** the first and the last step that may be seen; null is the end */
  range: [number, number | null];
  /** The step to go to when this story is new here. */
  goto: number | null;
  /** what is said where there is nothing to walk: what to do first */
  empty?: string;
}

/** All that Python is told. */
export interface PlayerCalls {
  run(executions: Execution[]): void;
  here(step: number, view: string): void;
  /** a chapter is wanted; it comes through `deliver`. Where all chapters are there nobody asks */
  tell?(wanted: { number: number; state: boolean }): void;
  /** the places from top to bottom are wanted; they come with the next message */
  down?(): void;
  /** a card has been chosen, or none: the name that it has */
  select?(name: string): void;
}

export interface Camera {
  x: number;
  y: number;
  scale: number;
}

export interface PlayerElement extends HTMLElement {
  player?: {
    readonly step: number;
    readonly steps: number;
    /** settled when the step is shown: at once, if its chapter is there */
    goTo(step: number): Promise<number>;
    state(): string;
    positions(): Record<string, { x: number; y: number }>;
    select(id: string | null): void;
    /** the part of the walk to which a step belongs */
    part(step: number): Segment;
  };
}

/** Value left and right, gradient left and right, whether the values and the gradients differ. */
export type PairRow = [string, string, string, string, boolean, boolean];

/** See viz_app/comparing/compare.py. */
export interface Comparison {
  pairs: [left: number, right: number, lone: "" | "left" | "right"][];
  first: number | null;
  names: string[];
  changes: [row: number, before: PairRow, now: PairRow][][];
  counts: [kind: string, left: number, right: number][];
  operations: [name: string, left: number, right: number][];
}

export interface PairMessage {
  left: PlayerMessage;
  right: PlayerMessage;
  comparison: Comparison;
  /** which two programs: another pair is walked from its `step` on */
  document: string;
  step: number;
}

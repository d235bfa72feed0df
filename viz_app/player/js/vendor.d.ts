// The two bundles that stand in front of these modules when Python puts them together.

declare const vis: any;
declare const CodeMirror: any;

/** Parts of the FHIRPath library that it gives no types for. */
declare module 'fhirpath/src/*.js' {
  type Work = (this: unknown, ...args: unknown[]) => unknown;
  const parts: Readonly<Record<string, Work>>;
  // biome-ignore lint/style/noDefaultExport: the library's own way
  export default parts;
}

declare module 'fhirpath/src/types.js' {
  type Made = new (context: unknown, text: string) => object;
  const types: { readonly FP_Date: Made; readonly FP_DateTime: Made; readonly FP_Time: Made };
  // biome-ignore lint/style/noDefaultExport: the library's own way
  export default types;
}

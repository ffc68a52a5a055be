// Writes TypeScript that assigns a dashboard, and each panel's options and field settings, to Grafana's own types.

import { readFileSync } from 'node:fs';

const dashboard = JSON.parse(readFileSync(process.argv[2], 'utf8'));

// Of each panel type: its name in @grafana/schema, and whether it has field settings of its own.
const panels = {
    bargauge: ['BarGauge', false],
    gauge: ['Gauge', false],
    heatmap: ['Heatmap', true],
    stat: ['Stat', false],
    table: ['Table', true],
    timeseries: ['TimeSeries', true],
};

console.log(`
import type { AnnotationQuery, Dashboard, DataQuery, VariableModel } from '@grafana/schema';
${Object.entries(panels)
    .map(([type, [name]]) =>
        `import type * as ${name} from '@grafana/schema/dist/esm/raw/composable/${type}/panelcfg/x/${name}PanelCfg_types.gen';`)
    .join('\n')}

// As it stands in JSON: an enumeration is its value.
type Plain<T> =
    unknown extends T ? T
    : T extends string ? \`\${T}\`
    : T extends number ? (\`\${T}\` extends \`\${infer N extends number}\` ? N : number)
    : T extends readonly (infer Item)[] ? Plain<Item>[]
    : T extends object ? { [Key in keyof T]: Plain<T[Key]> }
    : T;

// What the data source adds to Grafana's own fields.
type PrometheusQuery = DataQuery & {
    editorMode?: 'code' | 'builder';
    expr: string;
    format?: 'time_series' | 'table' | 'heatmap';
    instant?: boolean;
    interval?: string;
    legendFormat?: string;
    range?: boolean;
};
type PrometheusAnnotation = Omit<AnnotationQuery, 'target'> & {
    target: PrometheusQuery;
    tagKeys?: string;
    textFormat?: string;
    titleFormat?: string;
};
type Classic = Omit<Dashboard, 'annotations' | 'templating'> & {
    annotations: { list: PrometheusAnnotation[] };
    templating: { list: VariableModel[] };
};

export const dashboard: Plain<Classic> = ${JSON.stringify(dashboard, null, 2)};
`);

for (const panel of dashboard.panels) {
    const [name, hasFields] = panels[panel.type];
    const constant = (what, type, value) =>
        console.log(`export const ${what}${panel.id}: Plain<${type}> = ${JSON.stringify(value, null, 2)};`);
    constant('options', `Partial<${name}.Options>`, panel.options);
    if (hasFields) {
        constant('fields', `Partial<${name}.FieldConfig>`, panel.fieldConfig.defaults.custom);
    }
    constant('targets', 'PrometheusQuery[]', panel.targets);
}

// Validates compose.yaml against the Compose specification, and Kubernetes manifests against their schemas; writes manifests.ts,
// which assigns the manifests to their types, so that the compiler finds fields that there are not.

import { readFileSync, writeFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse, parseAllDocuments } from 'yaml';

const [composeFile, ...manifests] = process.argv.slice(2);

function fail(message) {
    console.error(message);
    process.exit(1);
}

// Compose

// The specification's own schema, which the linter dclint brings along.
const { $schema, ...schema } = JSON.parse(readFileSync('node_modules/dclint/schemas/compose.schema.json', 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const isCompose = ajv.compile(schema);
const project = parse(readFileSync(composeFile, 'utf8'), { merge: true });
if (!isCompose(project)) {
    fail(`${composeFile}: ${ajv.errorsText(isCompose.errors, { separator: '\n' })}`);
}
for (const service of Object.keys(project.services)) {
    const misspelt = structuredClone(project);
    misspelt.services[service].healthcheck.intervall = '5s';
    if (isCompose(misspelt)) {
        fail(`${composeFile}: nobody noticed a misspelt field of ${service}`);
    }
}
console.log(`the Compose specification accepts ${Object.keys(project.services).length} services`);

// Kubernetes

const packages = {
    'v1': 'kubernetes-models/v1',
    'apps/v1': 'kubernetes-models/apps/v1',
    'batch/v1': 'kubernetes-models/batch/v1',
    'networking.k8s.io/v1': 'kubernetes-models/networking.k8s.io/v1',
    'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1',
};

// Each object in it, as a copy in which this one has a field more.
function* misspellings(whole) {
    const paths = [];
    const visit = (value, path) => {
        if (value !== null && typeof value === 'object') {
            // What anybody may call as he likes, and rules, of which there are too many alike.
            const isFree = ['labels', 'matchLabels', 'annotations', 'data', 'stringData', 'requests', 'limits'].includes(path.at(-1));
            if (!Array.isArray(value) && !isFree) {
                paths.push(path);
            }
            if (!isFree) {
                Object.entries(value).slice(0, 40).forEach(([key, inner]) => path[1] === 'groups' && key > 0 || visit(inner, [...path, key]));
            }
        }
    };
    visit(whole, []);
    for (const path of paths) {
        const copy = structuredClone(whole);
        path.reduce((value, key) => value[key], copy).misspelt = 1;
        yield copy;
    }
}

const lines = Object.entries(packages).map(([version, name]) => `import type * as ${version.replace(/\W/g, '_')} from '${name}';`);
let count = 0;
let refusals = 0;
for (const file of manifests) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
        const manifest = document.toJS();
        if (manifest.kind === 'Kustomization') {
            continue;
        }
        const name = packages[manifest.apiVersion] ?? fail(`${file}: nobody knows ${manifest.apiVersion}`);
        const kind = (await import(name))[manifest.kind] ?? fail(`${file}: ${manifest.apiVersion} has no ${manifest.kind}`);
        try {
            new kind(manifest).validate();
        } catch (e) {
            fail(`${file}: ${manifest.kind} ${manifest.metadata.name}: ${e.message}`);
        }
        const type = `${manifest.apiVersion.replace(/\W/g, '_')}.I${manifest.kind}`;
        lines.push(`// ${file}`, `export const manifest${count++}: ${type} = ${JSON.stringify(manifest, null, 2)};`);
        if (!file.includes('built-')) {
            for (const misspelt of misspellings(manifest)) {
                lines.push('// @ts-expect-error', `export const misspelt${refusals++}: ${type} = ${JSON.stringify(misspelt)};`);
            }
        }
    }
}
writeFileSync('manifests.ts', lines.join('\n') + '\n');

// Values, which types do not know.
const { PodMonitor } = await import(packages['monitoring.coreos.com/v1']);
try {
    new PodMonitor({
        metadata: { name: 'wrong' },
        spec: { selector: {}, podMetricsEndpoints: [{ interval: 'ten seconds' }] },
    }).validate();
    fail('nobody noticed a wrong interval');
} catch {
    console.log(`${count} manifests are valid; ${refusals} misspelt ones are to be refused by the compiler`);
}

// Serves the unchanged handlers of the 2019 demo over HTTP, so that the benchmark can ask them.
// Usage: TABLE_NAME=Account node demo.cjs <folder of the demo> <endpoint of the database>
const http = require('node:http');
const [folder, endpoint] = process.argv.slice(2);

// The demo asks for TLS, which the benchmark's database does not have.
require('node:https').Agent = http.Agent;
require(`${folder}/node_modules/aws-sdk/clients/dynamodb`);
const { config, Credentials } = require(`${folder}/node_modules/aws-sdk/lib/core`);
config.update({
  region: 'eu-central-1',
  credentials: new Credentials('local', 'local'),
  dynamodb: { endpoint },
});

const handler = (name) => require(`${folder}/functions/${name}`).handler;
const handlers = {
  open: handler('create-account'),
  balance: handler('check-balance'),
  credit: handler('credit'),
  withdraw: handler('withdraw'),
};

function handlerOf(method, [, account, action]) {
  if (!account) return handlers.open;
  return method === 'GET' ? handlers.balance : handlers[action];
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const path = request.url.slice(1).split('/');
    const event = { pathParameters: { accountId: path[1] }, body: Buffer.concat(chunks).toString() };
    try {
      const { statusCode, body } = await handlerOf(request.method, path)(event);
      response.writeHead(statusCode, { 'content-type': 'application/json' }).end(body);
    } catch (failure) {
      console.error(failure);
      response.writeHead(502).end();
    }
  });
});

// Connections wait for their turn in the benchmark, also before their first request.
server.keepAliveTimeout = 3_600_000;
server.headersTimeout = 0;
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () =>
  console.log(`Listening on: http://127.0.0.1:${server.address().port}`),
);

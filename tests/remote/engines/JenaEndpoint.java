import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.sparql.core.DynamicDatasets;
import org.apache.jena.update.UpdateAction;

/**
 * Apache Jena's engine (ARQ, in memory) behind the SPARQL 1.1 Protocol and the Graph Store
 * Protocol, as far as techland speaks them. Prints its port.
 */
public final class JenaEndpoint {
    private static final Dataset DATA = DatasetFactory.createTxnMem();

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/query", exchange -> answer(exchange, JenaEndpoint::query));
        server.createContext("/update", exchange -> answer(exchange, JenaEndpoint::update));
        server.createContext("/data", exchange -> answer(exchange, JenaEndpoint::graph));
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private record Reply(String type, byte[] body) {}

    private interface Handler {
        Reply reply(HttpExchange exchange) throws IOException;
    }

    private static void answer(HttpExchange exchange, Handler handler) throws IOException {
        int status = 200;
        Reply reply;
        try {
            reply = handler.reply(exchange);
        } catch (QueryParseException error) {
            status = 400;
            reply = told(error);
        } catch (RuntimeException error) {
            status = 500;
            reply = told(error);
        }
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(status, reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    private static Reply told(Exception error) {
        return new Reply("text/plain", String.valueOf(error).getBytes(StandardCharsets.UTF_8));
    }

    private static Reply query(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form = form(body(exchange));
        Query query = QueryFactory.create(form.get("query").get(0));
        List<String> defaults = form.getOrDefault("default-graph-uri", List.of());
        List<String> named = form.getOrDefault("named-graph-uri", List.of());
        boolean xml = exchange.getRequestHeaders().getFirst("Accept").contains("results+xml");
        DATA.begin(ReadWrite.READ);
        try {
            Dataset asked = DATA;
            if (!defaults.isEmpty() || !named.isEmpty()) {
                asked = DynamicDatasets.dynamicDataset(
                    DatasetDescription.create(defaults, named), DATA, false);
            }
            try (QueryExecution execution = QueryExecutionFactory.create(query, asked)) {
                return evaluated(query, execution, xml);
            }
        } finally {
            DATA.end();
        }
    }

    private static Reply evaluated(Query query, QueryExecution execution, boolean xml) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Lang lang = xml ? ResultSetLang.RS_XML : ResultSetLang.RS_JSON;
        if (query.isSelectType()) {
            ResultSetFormatter.output(output, execution.execSelect(), lang);
        } else if (query.isAskType()) {
            ResultSetFormatter.output(output, execution.execAsk(), lang);
        } else {
            RDFDataMgr.write(output, execution.execConstruct(), Lang.NTRIPLES);
            return new Reply("application/n-triples", output.toByteArray());
        }
        return new Reply(lang.getHeaderString(), output.toByteArray());
    }

    private static Reply update(HttpExchange exchange) throws IOException {
        String text = form(body(exchange)).get("update").get(0);
        written(() -> UpdateAction.parseExecute(text, DATA));
        return new Reply("text/plain", new byte[0]);
    }

    private static Reply graph(HttpExchange exchange) throws IOException {
        String name = form(exchange.getRequestURI().getRawQuery()).get("graph").get(0);
        Node graph = NodeFactory.createURI(name);
        if (exchange.getRequestMethod().equals("DELETE")) {
            written(() -> DATA.asDatasetGraph().removeGraph(graph));
        } else {
            written(() -> RDFDataMgr.read(
                DATA.getNamedModel(name), exchange.getRequestBody(), Lang.NTRIPLES));
        }
        return new Reply("text/plain", new byte[0]);
    }

    private static void written(Runnable change) {
        DATA.begin(ReadWrite.WRITE);
        try {
            change.run();
            DATA.commit();
        } finally {
            DATA.end();
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> form(String text) {
        Map<String, List<String>> found = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            found.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(value);
        }
        return found;
    }
}

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints what veraPDF finds in PDFs: a line for each rule that a file breaks.
 *
 * <p>Arguments: a profile of veraPDF (PDFUA-1, PDFA-3U) and a file, as often as wanted. A line holds, between tabs, the
 * profile, the file, the rule, how often it is broken, its message and the place of the first breach; a file that keeps
 * all rules has a line with the word "conforms". The library's own reader of profiles needs parts of Java that are no
 * longer there, so profiles are read here.
 */
public class Conformance {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset(); // it complains of profiles that it cannot read itself
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            report(arguments[at], Path.of(arguments[at + 1]));
        }
    }

    private static void report(String name, Path file) throws Exception {
        ValidationProfile profile = profile(name);
        try (InputStream stream = Files.newInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, profile.getPDFAFlavour());
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, Integer.MAX_VALUE, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            String start = String.join("\t", name, file.toString());
            Map<String, List<TestAssertion>> breaches = new LinkedHashMap<>();
            for (TestAssertion breach : result.getTestAssertions()) {
                RuleId rule = breach.getRuleId();
                String key = rule.getClause() + "-" + rule.getTestNumber();
                breaches.computeIfAbsent(key, unseen -> new ArrayList<>()).add(breach);
            }
            for (Map.Entry<String, List<TestAssertion>> entry : breaches.entrySet()) {
                TestAssertion first = entry.getValue().get(0);
                String place = first.getLocation().getContext();
                String count = Integer.toString(entry.getValue().size());
                System.out.println(String.join("\t", start, entry.getKey(), count, "" + first.getErrorMessage(), place));
            }
            if (result.isCompliant() && breaches.isEmpty()) {
                System.out.println(String.join("\t", start, "conforms", "" + result.getTotalAssertions()));
            }
        }
    }

    // -- Profiles

    private static ValidationProfile profile(String name) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream stream = ValidationProfile.class.getResourceAsStream(path)) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
            Set<Rule> rules = new LinkedHashSet<>(all(root, "rule", Conformance::rule));
            Set<Variable> variables = new LinkedHashSet<>(all(root, "variable", Conformance::variable));
            PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
            var details = Profiles.profileDetailsFromValues(name, name, "", new Date(0));
            return Profiles.profileFromValues(flavour, details, "", rules, variables);
        }
    }

    private static Rule rule(Element element) {
        Element id = all(element, "id", Function.identity()).get(0);
        var specification = PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
        int number = Integer.parseInt(id.getAttribute("testNumber"));
        RuleId rule = Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), number);
        String object = element.getAttribute("object");
        Boolean isDeferred = Boolean.valueOf(element.getAttribute("deferred"));
        String tags = element.getAttribute("tags");
        String test = text(element, "test");
        return Profiles.ruleFromValues(
                rule, object, isDeferred, tags, text(element, "description"), test, error(element), List.of());
    }

    private static ErrorDetails error(Element element) {
        List<ErrorArgument> arguments = new ArrayList<>(all(element, "argument", Conformance::argument));
        return Profiles.errorFromValues(text(element, "message"), arguments);
    }

    private static ErrorArgument argument(Element element) {
        String name = element.hasAttribute("name") ? element.getAttribute("name") : null;
        return ErrorArgumentImpl.fromValues(element.getTextContent(), name, null);
    }

    private static Variable variable(Element element) {
        String name = element.getAttribute("name");
        String object = element.getAttribute("object");
        return Profiles.variableFromValues(name, object, text(element, "defaultValue"), text(element, "value"));
    }

    private static <T> List<T> all(Element element, String name, Function<Element, T> read) {
        List<T> found = new ArrayList<>();
        NodeList nodes = element.getElementsByTagName(name);
        for (int at = 0; at < nodes.getLength(); at++) {
            found.add(read.apply((Element) nodes.item(at)));
        }
        return found;
    }

    private static String text(Element element, String name) {
        return all(element, name, Element::getTextContent).get(0).strip();
    }
}

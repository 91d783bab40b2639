import Domain
import Foundation
import Storage

/// Where Holbæk's citizens are led, besides what the whole country has. Region Sjælland's number for acute illness, and the utility that
/// Holbæk, Lejre and Roskilde own together, are what they are in life; the town hall is the demo's.
enum HolbaekDiversions {
    static func add(to store: DiversionStore, by town: Town, at now: Date) async throws {
        guard let fatima = town.facilitatorIDs.first, let viewer = town.viewers[fatima] else { return }
        let permit = try DiversionPolicy.permitEdit(.staff(viewer))
        for (index, words) in try all().enumerated() { try await store.add(words, permit, key: "holbaek-\(index)", at: now) }
    }

    static func all() throws(Invalid<NewDiversion.Field>) -> [NewDiversion] {
        [
            try NewDiversion(
                kind: "fault", title: "Hul i vejen, mørk lampe eller væltet træ?", titleInEnglish: "Pothole, dark lamp or fallen tree?",
                advice:
                    "Vej og Park retter fejl på kommunens veje, stier, lamper, skilte og skraldespande. Ring, så er det hurtigst i gang.",
                adviceInEnglish:
                    "Roads and Parks repairs the municipality’s roads, paths, lamps, signs and bins. Telephone them: that is quickest.",
                telephone: "", web: "",
                triggers: """
                    hul vej*
                    hul asfalt*
                    hul cykelsti*
                    hul fortov*
                    slaghul*
                    gadelamp*
                    gadelys*
                    lygtepæl*
                    lampe slukket
                    lampe virker
                    væltet træ
                    knækket gren
                    defekt skilt
                    påkørt skilt
                    løs flise
                    tilstoppet rist
                    skraldespand fyldt
                    skraldespand overfyldt
                    snerydning*
                    glat fortov*
                    """),
            try NewDiversion(
                kind: "other_authority", title: "Vand, varme, kloak og affald", titleInEnglish: "Water, heating, sewers and waste",
                advice:
                    "Fors A/S står for vand, varme, spildevand og affald i Holbæk. De tager sig af brud, lugt og tømning, også når det haster.",
                adviceInEnglish:
                    "Fors A/S supplies water and heating, and handles waste water and refuse in Holbæk. They see to bursts, smells and emptying.",
                telephone: "70202066", web: "https://www.fors.dk",
                triggers: """
                    vandbrud*
                    brud vandledning*
                    intet vand
                    brunt vand
                    kloak*
                    spildevand*
                    fjernvarme*
                    affaldstømning*
                    skraldespand tømt
                    tømt skrald*
                    genbrugsplads*
                    storskrald*
                    """),
            try NewDiversion(
                kind: "other_authority", title: "Syg, og lægen har lukket?", titleInEnglish: "Ill, and the doctor is closed?",
                advice: "Ring til Region Sjælland på 1818 om akut sygdom og skade. Sygehuse og lægevagt er regionens.",
                adviceInEnglish:
                    "Ring Region Sjælland on 1818 about acute illness and injury. Hospitals and doctors on call are the region’s.",
                telephone: "1818", web: "https://www.regionsjaelland.dk",
                triggers: "lægevagt*\nskadestue*\nsygehus*\nakutmodtagelse*\nventetid operation"),
            try NewDiversion(
                kind: "other_authority", title: "Bussen, der ikke kom", titleInEnglish: "The bus that did not come",
                advice:
                    "Movia kører busserne og svarer på køreplaner, forsinkelser og glemte sager. Drejer det sig om, hvor bussen bør køre, så skriv endelig her.",
                adviceInEnglish:
                    "Movia runs the buses and answers on timetables, delays and lost property. If it is about where the bus ought to run, do write here.",
                telephone: "36131415", web: "https://www.moviatrafik.dk",
                triggers: "bus forsinket\nbus aflyst\nbus kom ikke\nrejsekort*\nglemt bus"),
        ]
    }
}

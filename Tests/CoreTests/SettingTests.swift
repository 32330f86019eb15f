import Core
import Testing

struct SettingTests {
    @Test func `a setting is found by its name, among others of the same length too`() {
        let settings = Settings(["aab": .integer(1), "aba": .integer(2), "baa": .text("x"), "långt": .boolean(true)])
        #expect(settings.integer("aab") == 1)
        #expect(settings.integer("aba") == 2)
        #expect(settings.text("baa") == "x")
        #expect(settings.flag("långt"))
    }

    @Test func `one that is not there, or of another kind, is nothing`() {
        let settings = Settings(["aab": .integer(1)])
        #expect(settings["abb"] == nil && settings["a"] == nil && settings[""] == nil)
        #expect(settings.text("aab") == "" && settings.integer("abb") == 0)
        #expect(Settings()["aab"] == nil)
    }
}

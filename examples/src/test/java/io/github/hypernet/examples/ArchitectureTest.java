/*
 * Copyright 2026 The Hypernet developers
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.hypernet.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.engine.Engine;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/** The house stays as docs/architecture.md draws it: which room may know which. */
public class ArchitectureTest {

    private static final String ALL = "io.github.hypernet..";
    private static final String CORE = "io.github.hypernet.core..";
    private static final String TRAINING = "io.github.hypernet.core.training..";
    private static final String STATE = "io.github.hypernet.core.state..";
    private static final String INTERNAL = "io.github.hypernet.core.training.internal..";
    private static final String VISION = "io.github.hypernet.vision..";
    private static final String TEXT = "io.github.hypernet.text..";
    private static final String EXAMPLES = "io.github.hypernet.examples..";

    private JavaClasses all;

    @BeforeClass
    public void importClasses() {
        all =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages("io.github.hypernet");
    }

    @Test
    public void trainingKnowsNoHypernetworkAndNoHypernetworkKnowsTraining() {
        DescribedPredicate<JavaClass> restOfTheHouse =
                resideInAPackage(ALL).and(not(resideInAnyPackage(TRAINING, STATE)));
        noClasses()
                .that()
                .resideInAPackage(TRAINING)
                .should()
                .dependOnClassesThat(restOfTheHouse)
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .and()
                .resideOutsideOfPackage(TRAINING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TRAINING)
                .check(all);
    }

    /** What both may know. */
    @Test
    public void whatIsSavedWithATrainingKnowsNothingOfTheHouse() {
        noClasses()
                .that()
                .resideInAPackage(STATE)
                .should()
                .dependOnClassesThat(resideInAPackage(ALL).and(not(resideInAPackage(STATE))))
                .check(all);
    }

    @Test
    public void whatTheRoomsOfTrainingShareIsClosedToOthers() {
        classes()
                .that()
                .resideInAPackage(INTERNAL)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(TRAINING)
                .check(all);
    }

    @Test
    public void packagesHaveNoCircles() {
        slices().matching("io.github.hypernet.(**)").should().beFreeOfCycles().check(all);
    }

    @Test
    public void visionAndTextDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(VISION)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TEXT)
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(TEXT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VISION)
                .check(all);
    }

    @Test
    public void theLibraryKnowsNoEngine() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("ai.djl.pytorch..", "ai.djl.mxnet.."))
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackage(EXAMPLES)
                .should()
                .callMethod(Engine.class, "getEngineName")
                .orShould()
                .callMethod(Engine.class, "getEngine", String.class)
                .check(all);
    }

    @Test
    public void theLibraryKnowsNoApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(EXAMPLES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EXAMPLES)
                .check(all);
    }

    @Test
    public void noTextDependsOnTheDefaultLocale() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .check(all);
    }
}

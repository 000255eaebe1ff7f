<?xml version="1.0" encoding="UTF-8"?>
<!--
  From a RELAX NG schema with ISO Schematron rules in it, such as TEI All, to a stylesheet that applies the rules: it
  stops with a message that tells every rule that is broken, or says nothing.

  As Schematron has it, a pattern sees each node once, by the first of its rules whose context fits. What the rules use
  beyond pattern, rule, let, assert, report, name and value-of is not known here, and stops this stylesheet.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:out="urn:x-usru:stylesheet"
                xmlns:sch="http://purl.oclc.org/dsdl/schematron">

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
  <xsl:output indent="yes"/>

  <xsl:template match="/">
    <xsl:if test="not(//sch:pattern)">
      <xsl:message terminate="yes">the schema holds no Schematron rules</xsl:message>
    </xsl:if>
    <out:stylesheet version="3.0">
      <!-- Rules use prefixes that sch:ns declares, and some that only the schema itself does. -->
      <xsl:variable name="declared" select="//sch:ns"/>
      <xsl:for-each-group select="$declared" group-by="@prefix">
        <xsl:namespace name="{@prefix}" select="string(@uri)"/>
      </xsl:for-each-group>
      <xsl:variable name="schema" select="*"/>
      <xsl:for-each select="in-scope-prefixes($schema)[not(. = ('', 'xml', 'xsl', $declared/@prefix))]">
        <xsl:namespace name="{.}" select="string(namespace-uri-for-prefix(., $schema))"/>
      </xsl:for-each>
      <out:output method="text"/>
      <out:template match="/">
        <out:variable name="nodes" select="//*, //@*"/>
        <out:variable name="broken">
          <xsl:for-each select="//sch:pattern">
            <out:apply-templates select="$nodes" mode="{generate-id()}"/>
          </xsl:for-each>
        </out:variable>
        <out:if test="string($broken)">
          <out:message terminate="yes"><out:value-of select="$broken"/></out:message>
        </out:if>
      </out:template>
      <xsl:apply-templates select="//sch:pattern"/>
    </out:stylesheet>
  </xsl:template>

  <xsl:template match="sch:pattern">
    <out:mode name="{generate-id()}" on-no-match="deep-skip"/>
    <xsl:for-each select="sch:rule">
      <out:template match="{@context}" mode="{generate-id(..)}" priority="{last() - position()}">
        <xsl:apply-templates select="*"/>
      </out:template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="sch:let">
    <out:variable name="{@name}" select="{@value}"/>
  </xsl:template>

  <xsl:template match="sch:assert">
    <out:if test="not({@test})"><xsl:call-template name="tell"/></out:if>
  </xsl:template>

  <xsl:template match="sch:report">
    <out:if test="{@test}"><xsl:call-template name="tell"/></out:if>
  </xsl:template>

  <!-- The element, the nearest identifier, and the words of the rule. -->
  <xsl:template name="tell">
    <out:variable name="words-of-the-rule"><xsl:apply-templates/></out:variable>
    <out:value-of separator="">
      <xsl:attribute name="select">
        <xsl:text>'&#10;', name(), ' in ', (ancestor-or-self::*/@xml:id)[last()], ': ', normalize-space($words-of-the-rule)</xsl:text>
      </xsl:attribute>
    </out:value-of>
  </xsl:template>

  <xsl:template match="text()[ancestor::sch:assert or ancestor::sch:report]">
    <out:text><xsl:value-of select="."/></out:text>
  </xsl:template>

  <xsl:template match="sch:name">
    <out:value-of select="name({@path})"/>
  </xsl:template>

  <xsl:template match="sch:value-of">
    <out:value-of select="{@select}"/>
  </xsl:template>

  <xsl:template match="*" priority="-1">
    <xsl:message terminate="yes">the rules use <xsl:value-of select="name()"/>, which is not known here</xsl:message>
  </xsl:template>
</xsl:stylesheet>
